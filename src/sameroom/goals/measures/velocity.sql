-- velocity.sql: one row a deal that was open at some time of the period: when it was opened and
-- ended, how, and what it is worth, in days since 1970; up to 20,000 of them, picked by their hashed
-- id. What cannot be placed in time is left out and counted in every row.
with dated as (
    select
        d.deal_id,
        coalesce(d.buyer_id, d.deal_id) as buyer_id,
        coalesce(d.channel, 'not stated') as channel,
        d.outcome,
        epoch(d.created_at) / 86400 as opened,
        case when d.closed_at < w.ends_at then epoch(d.closed_at) / 86400 end as closed,
        cast(case when d.amount > 0 then d.amount else 0 end as double) as worth,
        d.created_at is null
            or d.is_closed_before_opened
            or (d.outcome in ('won', 'lost') and d.closed_at is null) as is_unplaced,
        coalesce(d.created_at < w.ends_at, true)
            and (d.closed_at is null or d.outcome = 'open' or d.closed_at >= w.starts_at)
            as is_in_window
    from deal_case as d
    cross join audit_window as w
),
counted as (
    select count_if(is_unplaced) as unplaced, count(*) as deals from dated where is_in_window
),
placed as (
    select
        d.*,
        row_number() over (order by md5(d.deal_id), d.deal_id) as place
    from dated as d
    where d.is_in_window and not d.is_unplaced
)
select
    p.buyer_id,
    p.channel,
    case when p.outcome = 'open' or p.closed is null then 'open' else p.outcome end as outcome,
    p.opened,
    case when p.outcome = 'open' then null else p.closed end as closed,
    p.worth,
    c.unplaced,
    c.deals
from placed as p
cross join counted as c
where p.place <= 20000
order by p.place
