-- Views for other programs' reports: no name, number, contact or free text of a person. Cases come first.
create sql security definer view kase as
select c.id, c.case_number, c.category, c.priority, c.status, c.tran_id, c.deny_code, c.assigned_user_id, c.source,
  c.created_at, b.at as updated_at, c.resolved_at
from cases c left join change_batches b on b.batch = c.change_batch and b.kind = 'case';
