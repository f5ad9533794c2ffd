-- flaw_stale.sql: open deals whose closing date has passed, and people and companies whose row has
-- not been touched for long.
with setting as (
    select
        w.ends_epoch,
        w.ends_at,
        coalesce(max(case when t.name = 'record.stale_days' then t.amount end), 365) as stale_days
    from audit_window as w
    left join term as t on true
    group by w.ends_epoch, w.ends_at
)
select d.deal_id as id, 'deal' as noun, 'closed_at' as field, 'still open' as content,
    strftime(d.expected_at, '%Y-%m-%d') as other
from deal_case as d
cross join setting as s
where d.outcome = 'open' and d.expected_at < s.ends_at
union all
select p.id, 'person' as noun, 'seen_at' as field, p.name as content,
    strftime(p.seen_at, '%Y-%m-%d') as other
from person as p
cross join setting as s
where epoch(p.seen_at) < s.ends_epoch - s.stale_days * 86400 and p.merged_into_id is null
union all
select a.id, 'account' as noun, 'seen_at' as field, a.name as content,
    strftime(a.seen_at, '%Y-%m-%d') as other
from account as a
cross join setting as s
where epoch(a.seen_at) < s.ends_epoch - s.stale_days * 86400 and a.merged_into_id is null
