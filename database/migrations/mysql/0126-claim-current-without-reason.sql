-- It was never filled: why a claim has its state follows from the amounts that stand beside it.
alter table claim_current drop column recon_reason;
