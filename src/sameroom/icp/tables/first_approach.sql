-- first_approach.sql: one row a buyer whom sales first turned to in the period: whether marketing had
-- touched them before, and what came of it within the agreed days. A buyer that was a lead before
-- counts as warmed too: somebody had made them one. Acts without a date cannot be put in order: a
-- buyer with one is left out. Buyers with a deal before the first act are no first approach.
with setting as (
    select coalesce(max(case when name = 'goals.horizon_days' then amount end), 180) as days
    from term
),
ordered as (
    select
        buyer_id,
        kind,
        occurred_at,
        row_number() over (partition by buyer_id order by occurred_at nulls last, act_id) as place
    from sales_act
    where buyer_id is not null
),
acted as (
    select
        buyer_id,
        min(occurred_at) as first_at,
        max(case when place = 1 then kind end) as kind,
        count_if(occurred_at is null) as undated
    from ordered
    group by buyer_id
),
touched as (
    select person_id, account_id, min(occurred_at) as first_at
    from touch
    where occurred_at is not null
    group by person_id, account_id
),
met as (
    select
        case when u.unit = 'person' then e.person_id
            else coalesce(a.account_id, w.account_id, e.person_id) end as buyer_id,
        t.first_at
    from touched as t
    left join buyer as u on true
    left join person_entity as e on e.ref = t.person_id
    left join who_person as w on w.person_id = e.person_id
    left join account_entity as a on a.ref = t.account_id
    union all
    select
        case when u.unit = 'person' then l.person_id
            else coalesce(l.account_id, l.person_id) end as buyer_id,
        l.created_at
    from who_lead as l
    left join buyer as u on true
    where l.created_at is not null
),
warmed as (
    select buyer_id, min(first_at) as first_at from met where buyer_id is not null group by buyer_id
),
dealt as (
    select
        f.buyer_id,
        count_if(coalesce(d.created_at, d.closed_at) < f.first_at) as earlier,
        count_if(
            coalesce(d.created_at, d.closed_at) >= f.first_at
            and epoch(coalesce(d.created_at, d.closed_at)) < epoch(f.first_at) + s.days * 86400
        ) as deals,
        count_if(
            coalesce(d.created_at, d.closed_at) >= f.first_at
            and d.is_won
            and epoch(d.closed_at) < epoch(f.first_at) + s.days * 86400
        ) as wins
    from acted as f
    inner join deal_case as d on d.buyer_id = f.buyer_id
    cross join setting as s
    group by f.buyer_id
)
select
    f.buyer_id,
    coalesce(c.name, p.name) as name,
    f.first_at as first_act_at,
    f.kind,
    m.first_at as first_touch_at,
    case when m.first_at < f.first_at then 0 else 1 end as is_cold,
    epoch(f.first_at) + s.days * 86400 <= w.ends_epoch as is_mature,
    case when d.deals > 0 then 1 else 0 end as had_deal,
    case when d.wins > 0 then 1 else 0 end as was_won
from acted as f
cross join audit_window as w
cross join setting as s
left join warmed as m on m.buyer_id = f.buyer_id
left join dealt as d on d.buyer_id = f.buyer_id
left join who_account as c on c.account_id = f.buyer_id
left join who_person as p on p.person_id = f.buyer_id
where f.undated = 0
    and f.first_at >= w.starts_at
    and f.first_at < w.ends_at
    and coalesce(d.earlier, 0) = 0
