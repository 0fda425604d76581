-- What people wrote about a claim. A note is taken back by marking it, so that the page can say that there was one.
create table claim_notes (
  id bigint auto_increment primary key,
  hospital_code varchar(10) not null,
  tran_id varchar(64) not null,
  author_id bigint,
  author_name varchar(190) not null,
  note mediumtext not null,
  deleted_at datetime(6),
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint claim_notes_author_id_fkey foreign key (author_id) references users (id),
  index claim_notes_tran_id_hospital_code_idx (tran_id, hospital_code)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
