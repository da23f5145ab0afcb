-- Texts that wait for a person. Run by H2 and PostgreSQL alike.

-- An item has the id of the first moderation of its text.
create table review_item (
  id varchar(64) primary key,
  tenant varchar(64) not null,
  application varchar(64) not null,
  digest varchar(64) not null,
  -- The digest, as long as later moderations of the same text join the item.
  joins varchar(64) unique,
  created timestamp(6) with time zone not null,
  latest timestamp(6) with time zone not null,
  -- Null when the text has been erased, or is kept for training.
  expires timestamp(6) with time zone,
  occurrences bigint not null,
  direction varchar(16) not null,
  language varchar(16),
  severity varchar(16),
  not_scanned varchar(32),
  categories varchar not null,
  safe double precision,
  controversial double precision,
  unsafe double precision,
  rule_name varchar not null,
  policy varchar not null,
  policy_version integer not null,
  urgency double precision not null,
  -- The order in which items are handed out; null when it waits for nobody.
  due timestamp(6) with time zone,
  state varchar(16) not null,
  round integer not null,
  version integer not null,
  claimed_by varchar(64),
  claimed_name varchar,
  claimed_until timestamp(6) with time zone,
  label_severity varchar(16),
  label_categories varchar,
  label_refusal varchar(8),
  released boolean not null,
  decided timestamp(6) with time zone
);
create index review_item_due on review_item (due, id);
create index review_item_tenant_due on review_item (tenant, due, id);
create index review_item_created on review_item (created, id);
create index review_item_tenant_created on review_item (tenant, created, id);
create index review_item_state on review_item (state, created, id);
create index review_item_tenant_state on review_item (tenant, state, created, id);
create index review_item_decided on review_item (decided, id);
create index review_item_expires on review_item (expires);

create table review_moderation (
  moderation varchar(64) primary key,
  item varchar(64) not null,
  subject varchar(64)
);
create index review_moderation_item on review_moderation (item, moderation);

create table review_event (
  item varchar(64) not null,
  number integer not null,
  kind varchar(16) not null,
  round integer not null,
  -- Which opinion of its round it is, from 1; 0 for an appeal.
  place integer not null,
  actor varchar(64) not null,
  actor_name varchar not null,
  happened timestamp(6) with time zone not null,
  severity varchar(16),
  categories varchar,
  refusal varchar(8),
  primary key (item, number)
);
create index review_event_happened on review_event (happened);
create index review_event_place on review_event (place, happened);

-- What is encrypted: the conversation is number 0, what an event holds has the event's number.
-- key_prefix is how the ciphertext begins, which tells its key.
create table review_secret (
  item varchar(64) not null,
  number integer not null,
  key_prefix varchar(16) not null,
  ciphertext text not null,
  primary key (item, number)
);
create index review_secret_key on review_secret (key_prefix, item, number);
