-- A tenant or an application that is not named is ''; the scopes are parted by blanks.
create table api_key (
  id varchar(36) primary key,
  name varchar(100) not null,
  tenant varchar(64) not null,
  application varchar(64) not null,
  scopes varchar(200) not null,
  creator varchar(200) not null,
  created timestamp(6) with time zone not null,
  expires timestamp(6) with time zone,
  revoked timestamp(6) with time zone,
  last_used timestamp(6) with time zone
);
create index api_key_created on api_key (created, id);

-- The digest is keyed: what is here lets nobody in.
create table api_key_secret (
  digest varchar(64) primary key,
  key_id varchar(36) not null references api_key (id) on delete cascade,
  created timestamp(6) with time zone not null,
  ends timestamp(6) with time zone
);
create index api_key_secret_key on api_key_secret (key_id);
