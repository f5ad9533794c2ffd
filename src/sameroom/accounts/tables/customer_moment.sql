-- customer_moment.sql: the moments at which a customer can be kept, grown or won back, at most one
-- of each kind a buyer and period: the first, as the last would be picked by how it went.
-- "due": a renewal to be decided, or for who has none, the next purchase of a regular buyer.
-- "grown": the agreed days after the first purchase; what counts comes after. "lapsed": the agreed
-- days after a customer became a former one and had not come back. Touches count before the moment.
with agreed as (
    select
        max(case when name = 'accounts.horizon_days' then amount end) * 86400 as horizon,
        max(case when name = 'accounts.touch_days' then amount end) * 86400 as before,
        max(case when name = 'accounts.lapsed_days' then amount end) * 86400 as lapsed,
        max(case when name = 'accounts.repeat_grace' then amount end) as grace
    from term
),
renewal as (
    select
        d.deal_id,
        d.buyer_id,
        d.outcome,
        floor(epoch(coalesce(d.closed_at, d.expected_at))) as due,
        cast(case when d.amount > 0 then d.amount else 0 end as double) as worth
    from deal_case as d
    where coalesce(d.kind, '') = 'renewal'
        and d.buyer_id is not null
        and coalesce(d.closed_at, d.expected_at) is not null
),
earlier as (
    select r.deal_id, arg_max(p.worth, cast(p.bought as varchar) || p.deal_id) as worth
    from renewal as r
    inner join account_purchase as p on p.buyer_id = r.buyer_id
    where p.bought < r.due and p.deal_id <> r.deal_id and p.worth > 0
    group by r.deal_id
),
renewing as (
    select distinct buyer_id from renewal
),
due as (
    select
        r.buyer_id,
        r.due,
        r.deal_id,
        'renewal' as basis,
        r.outcome = 'won' as has_happened,
        r.outcome <> 'won' and r.outcome <> 'lost' as is_open,
        coalesce(e.worth, r.worth) as base,
        case when r.outcome = 'won' then r.worth else 0 end as after
    from renewal as r
    left join earlier as e on e.deal_id = r.deal_id
    union all
    select
        p.buyer_id,
        floor(p.bought + a.grace * (p.bought - p.first_bought) / nullif(p.place - 1, 0)) as due,
        p.deal_id,
        'repeat purchase' as basis,
        coalesce(
            p.next_bought
                <= p.bought + a.grace * (p.bought - p.first_bought) / nullif(p.place - 1, 0),
            false
        ) as has_happened,
        false as is_open,
        p.worth as base,
        case
            when p.next_bought
                <= p.bought + a.grace * (p.bought - p.first_bought) / nullif(p.place - 1, 0)
                then p.next_worth
            else 0
        end as after
    from account_purchase as p
    cross join agreed as a
    left join renewing as r on r.buyer_id = p.buyer_id
    where r.buyer_id is null and p.place > 1 and p.bought - p.first_bought >= 86400
        and coalesce(p.kind, '') <> 'expansion'
),
grown as (
    select
        p.buyer_id,
        p.bought + a.before as due,
        p.deal_id,
        'first purchase' as basis,
        count_if(coalesce(x.bought >= p.bought + a.before, false)) > 0 as has_happened,
        false as is_open,
        p.worth as base,
        coalesce(sum(case when x.bought >= p.bought + a.before then x.worth end), 0) as after
    from account_purchase as p
    cross join agreed as a
    left join account_purchase as x
        on x.buyer_id = p.buyer_id
        and x.kind = 'expansion'
        and x.bought < p.bought + a.before + a.horizon
    where p.place = 1
    group by p.buyer_id, p.bought + a.before, p.deal_id, p.worth
),
gone as (
    select
        p.buyer_id,
        p.bought + a.lapsed + a.before as due,
        p.deal_id,
        'no purchase' as basis,
        coalesce(p.next_bought < p.bought + a.lapsed + a.before + a.horizon, false)
            as has_happened,
        false as is_open,
        p.worth as base,
        case when p.next_bought < p.bought + a.lapsed + a.before + a.horizon then p.next_worth
            else 0 end as after
    from account_purchase as p
    cross join agreed as a
    where coalesce(p.next_bought >= p.bought + a.lapsed + a.before, true)
),
every as (
    select 'due' as kind, d.*, d.due as known_from from due as d
    union all
    select 'grown', g.*, g.due + a.horizon from grown as g cross join agreed as a
    union all
    select 'lapsed', g.*, g.due + a.horizon from gone as g cross join agreed as a
),
placed as (
    select
        v.*,
        row_number() over (partition by v.kind, v.buyer_id order by v.due, v.deal_id) as place
    from every as v
    cross join audit_window as w
    where v.due >= w.starts_epoch and v.known_from <= w.ends_epoch
),
added as (
    select o.kind, o.buyer_id, sum(p.worth) as worth
    from placed as o
    cross join audit_window as w
    inner join account_purchase as p on p.buyer_id = o.buyer_id
    where o.place = 1 and o.kind = 'due' and p.kind = 'expansion' and p.bought >= w.starts_epoch
    group by o.kind, o.buyer_id
),
sized as (
    select c.account_id, b.label
    from who_account as c
    inner join band as b
        on b.attribute = 'employees' and c.employees >= b.low and c.employees < b.high
)
select
    o.kind || ' ' || o.buyer_id as moment_id,
    o.kind,
    o.buyer_id,
    o.deal_id,
    o.basis,
    to_timestamp(o.due) as moment_at,
    cast(floor(o.due) as bigint) as moment,
    cast(floor(o.due - a.before) as bigint) as touched_from,
    o.has_happened,
    o.is_open,
    o.base,
    coalesce(o.after, 0) as after,
    coalesce(d.worth, 0) as added,
    coalesce(s.label, 'not stated') as company_size
from placed as o
cross join agreed as a
left join added as d on d.kind = o.kind and d.buyer_id = o.buyer_id
left join account_purchase as q on q.deal_id = o.deal_id
left join sized as s on s.account_id = coalesce(q.account_id, o.buyer_id)
where o.place = 1
