-- How far events have been handed to endpoints, in the order of their commits, and up to which number they were taken away. One row.
create table webhook_mark (
  id bigint primary key,
  no bigint not null,
  event_id bigint not null,
  purged_no bigint not null
);
