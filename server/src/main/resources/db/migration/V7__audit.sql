-- How far each audit journal has come, so that an end that is cut off shows.
create table audit_head (
  instance varchar(96) primary key,
  segment bigint not null,
  sequence bigint not null,
  hash varchar(64) not null,
  updated timestamp(6) with time zone not null
);
