-- buyer_outcome.sql: one row a buyer first reached by either team in the period and whose days have
-- passed: whether they were won within them. In the order in which they were reached, the first 70
-- of 100 are the time in which rules are looked for, the last 30 the time in which they must hold.
with setting as (
    select coalesce(max(case when name = 'goals.horizon_days' then amount end), 180) as days
    from term
),
reached as (
    select
        buyer_id,
        min(case when step <> 'won' then reached_at end) as first_at,
        min(case when step = 'won' then reached_at end) as won_at,
        max(case when step <> 'won' and reached_at is null then 1 else 0 end) as is_undated
    from account_step
    group by buyer_id
),
mature as (
    select
        r.buyer_id,
        r.first_at,
        case when r.won_at is not null and epoch(r.won_at) < epoch(r.first_at) + s.days * 86400
            then 1 else 0 end as was_won
    from reached as r
    cross join setting as s
    cross join audit_window as w
    where r.first_at is not null
        and r.is_undated = 0
        and coalesce(r.won_at >= r.first_at, true)
        and epoch(r.first_at) + s.days * 86400 <= w.ends_epoch
),
placed as (
    select
        *,
        row_number() over (order by first_at, buyer_id) as place,
        count(*) over () as buyers
    from mature
)
select
    buyer_id,
    first_at,
    was_won,
    case when place * 10 > buyers * 7 then 1 else 0 end as is_late
from placed
