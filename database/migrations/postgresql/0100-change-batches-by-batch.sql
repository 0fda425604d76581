-- A row finds its change by the batch that it carries: on servers that keep tables by their primary key, at once.
alter table change_batches
  drop constraint change_batches_pkey,
  drop constraint change_batches_batch_kind_key,
  add constraint change_batches_pkey primary key (batch, kind),
  add constraint change_batches_kind_no_key unique (kind, no);
