-- Claims with a payment column are found by their postings.
alter table claim_payment drop index claim_payment_by_column_idx;
