-- customer_outcome.sql: of each kind of customer moment how many ended well, and what it was worth.
-- One row a kind without a side is the whole; the others split it by company size and by whether the
-- side had contacted the customer before. A kind of which nothing is on record has one row of zeros.
with counted as (
    select
        m.kind,
        m.company_size,
        m.basis,
        case when m.has_happened then 1 else 0 end as hit,
        case when m.is_open then 1 else 0 end as waiting,
        m.base,
        m.after,
        least(m.after, m.base) as held,
        m.after + m.added as net,
        coalesce(t.marketing, 0) > 0 as by_marketing,
        coalesce(t.sales, 0) > 0 as by_sales,
        coalesce(t.service, 0) > 0 as by_service
    from customer_moment as m
    left join customer_touch as t on t.moment_id = m.moment_id
),
sided as (
    select '' as side, '' as stratum, false as is_touched, c.* from counted as c
    union all
    select 'marketing', c.company_size, c.by_marketing, c.* from counted as c where c.waiting = 0
    union all
    select 'sales', c.company_size, c.by_sales, c.* from counted as c where c.waiting = 0
    union all
    select 'service', c.company_size, c.by_service, c.* from counted as c where c.waiting = 0
),
asked as (
    select 'due' as kind
    union all
    select 'grown'
    union all
    select 'lapsed'
),
noted as (
    select
        count(*) as deals,
        count_if(kind is not null) as with_kind,
        count_if(coalesce(kind, '') = 'expansion') as expansions
    from deal_case
)
select
    a.kind,
    s.side,
    s.stratum,
    s.is_touched,
    n.deals,
    n.with_kind,
    n.expansions,
    count(s.hit) as cases,
    coalesce(sum(s.hit), 0) as hits,
    coalesce(sum(s.waiting), 0) as waiting,
    count_if(s.basis = 'renewal') as renewals,
    count_if(s.waiting = 0 and s.base > 0) as valued,
    coalesce(sum(case when s.waiting = 0 and s.base > 0 then s.base end), 0) as base,
    coalesce(sum(case when s.waiting = 0 and s.base > 0 then s.held end), 0) as held,
    coalesce(sum(case when s.waiting = 0 and s.base > 0 then s.net end), 0) as net,
    coalesce(sum(case when s.waiting = 0 then s.base * s.base end), 0) as base_squares,
    coalesce(sum(case when s.waiting = 0 and s.base > 0 then s.held * s.held end), 0)
        as held_squares,
    coalesce(sum(case when s.waiting = 0 and s.base > 0 then s.net * s.net end), 0) as net_squares,
    coalesce(sum(case when s.waiting = 0 then s.held * s.base end), 0) as held_products,
    coalesce(sum(case when s.waiting = 0 then s.net * s.base end), 0) as net_products
from asked as a
cross join noted as n
left join sided as s on s.kind = a.kind
group by a.kind, s.side, s.stratum, s.is_touched, n.deals, n.with_kind, n.expansions
