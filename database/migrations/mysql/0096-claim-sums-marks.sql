-- What the sums of a hospital's claims were last changed by: a text never used before, in the same transaction. Whoever has
-- read sums and finds the mark as it was knows that they still hold.
create table claim_sums_marks (
  hospital_code varchar(10) primary key,
  mark varchar(36) not null
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
