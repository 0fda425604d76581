-- Visit numbers that the hospital's own system (HIS) gave to claims; a later version of the claim keeps its own.
create table his_matches (
  id bigint auto_increment primary key,
  hospital_code varchar(10) not null,
  tran_id varchar(64) not null,
  his_vn varchar(40) not null,
  his_hn varchar(64),
  his_an varchar(64),
  matched_by varchar(190) not null,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint his_matches_hospital_code_tran_id_key unique (hospital_code, tran_id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
