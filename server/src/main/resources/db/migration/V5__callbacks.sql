-- Run by H2 and PostgreSQL alike. A tenant or an application that is not named is ''.

-- Where events are sent: webhooks and channels. What is sealed is encrypted: addresses and secrets.
create table destination (
  id varchar(40) primary key,
  kind varchar(16) not null,
  name varchar(200) not null,
  tenant varchar(64) not null,
  application varchar(64) not null,
  events varchar(2000) not null,
  language varchar(8) not null,
  state varchar(16) not null,
  sealed bytea not null,
  created timestamp(6) with time zone not null,
  failures integer not null,
  failing_since timestamp(6) with time zone,
  paused_until timestamp(6) with time zone
);

-- What is sent, as JSON without any text.
create table event (
  id varchar(40) primary key,
  event_type varchar(64) not null,
  tenant varchar(64) not null,
  application varchar(64) not null,
  created timestamp(6) with time zone not null,
  body varchar not null
);

create table delivery (
  id varchar(40) primary key,
  event varchar(40) not null references event (id),
  destination varchar(40) not null references destination (id) on delete cascade,
  state varchar(16) not null,
  attempts integer not null,
  created timestamp(6) with time zone not null,
  due timestamp(6) with time zone not null,
  give_up timestamp(6) with time zone not null,
  finished timestamp(6) with time zone,
  cause varchar(64)
);
create index delivery_due on delivery (destination, state, due);
create index delivery_state on delivery (state, created, id);
create index delivery_created on delivery (destination, created, id);
create index delivery_event on delivery (event);

-- Alerts of one kind within a window: the first was sent, the others are counted.
create table alert_group (
  id varchar(64) primary key,
  tenant varchar(64) not null,
  application varchar(64) not null,
  body varchar not null,
  amount bigint not null,
  last_moderation varchar(64) not null,
  begins timestamp(6) with time zone not null,
  ends timestamp(6) with time zone not null
);
create index alert_group_ends on alert_group (ends);

-- The table of db-scheduler: which destination is served by which instance, and when.
create table scheduled_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp(6) with time zone not null,
  picked boolean not null,
  picked_by varchar(200),
  last_success timestamp(6) with time zone,
  last_failure timestamp(6) with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp(6) with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
