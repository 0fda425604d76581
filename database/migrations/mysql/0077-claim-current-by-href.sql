-- Claims that a hospital referred; most have none.
create index claim_current_href_id_idx on claim_current (href, id);
