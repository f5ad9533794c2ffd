-- touched_ref.sql: one row a pair of references that touches carry: when they were first touched in
-- the period, and by whose systems. Touches are the longest table: this reads them once for all.
select
    t.person_id as person_ref,
    t.account_id as account_ref,
    min(case when t.occurred_at >= z.starts_at and t.occurred_at < z.ends_at then t.occurred_at end)
        as reached_at,
    max(case
        when t.occurred_at is null then 1
        when t.occurred_at >= z.starts_at and t.occurred_at < z.ends_at then 1
        else 0
    end) as is_in_window,
    max(coalesce(s.for_marketing, 0)) as for_marketing,
    max(coalesce(s.for_sales, 0)) as for_sales
from touch as t
cross join audit_window as z
left join system_side as s on s.origin = t.origin
group by t.person_id, t.account_id
