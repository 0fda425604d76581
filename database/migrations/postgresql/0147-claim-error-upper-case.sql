-- Codes are kept as the list of NHSO writes them. The cell stays as it is in the row of the claim.
update claim_error set code = upper(code) where code <> upper(code);
