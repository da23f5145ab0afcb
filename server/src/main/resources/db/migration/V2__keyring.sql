-- The keys of what is kept encrypted, digested and signed. The material is a Tink keyset of one key, encrypted
-- under a key derived from the installation's secret, in Base64; there is none any more once a key is destroyed.
-- The newest key of a purpose, that of the highest number, is the one in use.
create table keyring_key (
  purpose varchar(32) not null,
  number integer not null,
  key_id varchar(8) not null,
  made timestamp(6) with time zone not null,
  material varchar,
  destroyed timestamp(6) with time zone,
  primary key (purpose, number)
);
