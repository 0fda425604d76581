-- Cases as they are now, by what they are sorted by.
create sql security definer view mv_case_summary as
select c.category, c.priority, c.status, count(*) as cases, min(c.created_at) as oldest_created_at
from cases c group by c.category, c.priority, c.status;
