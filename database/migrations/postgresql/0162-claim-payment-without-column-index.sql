-- Claims with a payment column are found by their postings.
drop index claim_payment_by_column_idx;
