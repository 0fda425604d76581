-- What became of a case. Values of the three fields alone that hold words of a list.
create view reporting.kase_activity as
select a.id, a.case_id, a.activity, a.field,
  case when a.field in ('status', 'priority', 'category') then a.old_value end as old_value,
  case when a.field in ('status', 'priority', 'category') then a.new_value end as new_value,
  a.actor_kind, a.created_at
from case_activity a;
