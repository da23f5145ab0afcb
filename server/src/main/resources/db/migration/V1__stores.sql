-- Run by H2 and PostgreSQL alike. A tenant or an application that is not named is ''.

-- Goes up with every change of what it counts; whoever changes that holds its row meanwhile.
create table revision (
  name varchar(32) primary key,
  number bigint not null
);
insert into revision (name, number) values ('policies', 0);
insert into revision (name, number) values ('lists', 0);

create table policy_version (
  tenant varchar(64) not null,
  application varchar(64) not null,
  version integer not null,
  yaml varchar not null,
  author varchar not null,
  reason varchar not null,
  created timestamp(6) with time zone not null,
  primary key (tenant, application, version)
);

create table policy_running (
  tenant varchar(64) not null,
  application varchar(64) not null,
  active integer,
  candidate integer,
  primary key (tenant, application)
);

create table list_entry (
  id varchar(200) primary key,
  tenant varchar(64) not null,
  application varchar(64) not null,
  kind varchar(16) not null,
  entry_type varchar(16) not null,
  entry_text varchar not null,
  category varchar(64),
  severity varchar(16) not null,
  decides boolean not null,
  readings varchar(64) not null,
  note varchar not null,
  expires timestamp(6) with time zone
);
create index list_entry_scope on list_entry (tenant, application);

create table strike (
  subject varchar(64) not null,
  moderation varchar(64) not null,
  struck timestamp(6) with time zone not null,
  keep_until timestamp(6) with time zone not null,
  primary key (subject, moderation)
);
create index strike_keep_until on strike (keep_until);

create table ban (
  subject varchar(64) primary key,
  tenant varchar(64) not null,
  begins timestamp(6) with time zone not null,
  ends timestamp(6) with time zone not null,
  strikes integer not null,
  rule_name varchar not null,
  moderation varchar(64) not null
);
create index ban_tenant on ban (tenant, ends, subject);
create index ban_ends on ban (ends);

create table thread_severity (
  thread varchar(128) primary key,
  severity varchar(16) not null,
  ends timestamp(6) with time zone not null
);
create index thread_severity_ends on thread_severity (ends);

-- The detail is all that a moderation holds and no column does, as JSON.
create table moderation (
  id uuid primary key,
  moderated timestamp(6) with time zone not null,
  tenant varchar(64) not null,
  application varchar(64) not null,
  outcome varchar(16) not null,
  severity varchar(16),
  detail varchar not null
);
create index moderation_moderated on moderation (moderated, id);
