-- Which column of a strange sheet is which column of a known form, as somebody approved it.
create table layout_mappings (
  id bigint auto_increment primary key,
  fingerprint varchar(64) not null,
  sheet_kind varchar(30) not null,
  layout_id varchar(60) not null,
  mapping json not null,
  note mediumtext,
  approved_by bigint,
  approved_name varchar(190) not null,
  approved_at datetime(6) not null,
  revoked_by bigint,
  revoked_at datetime(6),
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint layout_mappings_fingerprint_key unique (fingerprint, sheet_kind),
  constraint layout_mappings_approved_by_fkey foreign key (approved_by) references users (id),
  constraint layout_mappings_revoked_by_fkey foreign key (revoked_by) references users (id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
