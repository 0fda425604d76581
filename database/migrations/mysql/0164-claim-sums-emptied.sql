-- Its rows are of several states together.
delete from claim_sums;
