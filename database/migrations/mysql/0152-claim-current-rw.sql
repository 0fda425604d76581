-- RW of the Detail row, beside the AdjRW that it was adjusted to: read by figures of many claims at once.
alter table claim_current add column rw decimal(15,4);
