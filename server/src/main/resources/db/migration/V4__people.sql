-- Run by H2 and PostgreSQL alike. What is missing is ''.

-- A local account has no issuer, and its name as its subject. The epoch goes up when all sessions end.
create table account (
  id varchar(36) primary key,
  issuer varchar(512) not null,
  subject varchar(256) not null,
  name varchar(256) not null,
  tenant varchar(64) not null,
  roles varchar(200) not null,
  enabled boolean not null,
  password varchar(512) not null,
  second_factor varchar(512) not null,
  code_step bigint not null,
  epoch integer not null,
  created timestamp(6) with time zone not null,
  logged_in timestamp(6) with time zone,
  unique (issuer, subject)
);
create index account_name on account (name, id);

create table recovery_code (
  account varchar(36) not null references account (id) on delete cascade,
  digest varchar(64) not null,
  primary key (account, digest)
);

-- Attempts to log in, by a digest of whose or from where they are.
create table login_attempt (
  digest varchar(64) primary key,
  failures integer not null,
  attempted timestamp(6) with time zone not null,
  known_until timestamp(6) with time zone not null,
  keep_until timestamp(6) with time zone not null
);
create index login_attempt_keep_until on login_attempt (keep_until);

-- As Spring Session reads and writes them.
create table web_session (
  primary_id char(36) primary key,
  session_id char(36) not null,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval integer not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);
create unique index web_session_session_id on web_session (session_id);
create index web_session_expiry_time on web_session (expiry_time);
create index web_session_principal_name on web_session (principal_name);

create table web_session_attributes (
  session_primary_id char(36) not null references web_session (primary_id) on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
