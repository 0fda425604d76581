-- What the head wrote about a period of the one-page report.
create table report_notes (
  id bigint auto_increment primary key,
  period varchar(7) not null,
  scheme varchar(10) not null,
  note varchar(600) not null,
  written_by bigint,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint report_notes_period_scheme_key unique (period, scheme),
  constraint report_notes_written_by_fkey foreign key (written_by) references users (id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
