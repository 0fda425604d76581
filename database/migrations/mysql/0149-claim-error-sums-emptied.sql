-- Sums of codes are written anew by the next migration.
delete from claim_error_sums;
