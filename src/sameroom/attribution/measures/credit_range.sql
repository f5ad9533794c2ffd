-- credit_range.sql: distinct journeys with what came of them, and what decay gives to each name.
-- Journeys beyond half a million are drawn by their hashed id; the rows `all` tell of how many.
with used as (
    select * from journey where drawn <= 500000
),
path as (
    select
        by_what,
        outcome,
        path,
        case when deals > 0 then lead_place else 0 end as lead_place,
        case when deals > 0 then deal_place else 0 end as deal_place,
        sum(deals) as deals,
        sum(amount) as amount,
        sum(case when deals > 0 then 1 else 0 end) as converted,
        sum(case when deals = 0 then 1 else 0 end) as unsold
    from used
    group by by_what, outcome, path, 4, 5
),
aged as (
    select
        s.by_what,
        s.outcome,
        s.journey_number,
        s.name_number,
        j.deals,
        j.amount,
        pow(2.0, (s.happened - j.last_step) / nullif(t.half_life, 0)) as weight
    from journey_step as s
    cross join attribution_term as t
    inner join used as j on j.by_what = s.by_what and j.journey_number = s.journey_number
    where j.deals > 0
),
halved as (
    select by_what, journey_number, sum(weight) as all_weight
    from aged
    group by by_what, journey_number
),
weighed as (
    select
        by_what,
        outcome,
        journey_number,
        name_number,
        max(deals) as deals,
        max(amount) as amount,
        sum(weight) as weight
    from aged
    group by by_what, outcome, journey_number, name_number
),
by_name as (
    select
        w.by_what,
        w.outcome,
        w.name_number,
        w.deals,
        w.amount,
        w.weight / nullif(h.all_weight, 0) as portion
    from weighed as w
    inner join halved as h on h.by_what = w.by_what and h.journey_number = w.journey_number
),
decay as (
    select
        by_what,
        outcome,
        name_number,
        sum(deals * portion) as deals,
        sum(amount * portion) as amount,
        sum(deals * deals * portion * portion) as squares,
        sum(deals * deals * portion) as products
    from by_name
    group by by_what, outcome, name_number
),
named as (
    select by_what, name_number, min(name) as name, bool_or(is_marketing) as is_marketing
    from journey_step
    group by by_what, name_number
),
totals as (
    select
        by_what,
        outcome,
        count(*) as journeys,
        count(case when drawn <= 500000 then 1 end) as used_journeys,
        sum(deals) as deals,
        sum(case when drawn <= 500000 then deals * deals else 0 end) as squares,
        sum(case when is_cut then 1 else 0 end) as cut
    from journey
    group by by_what, outcome
),
converted as (
    select outcome, sum(deals) as deals from conversion where is_in_window group by outcome
)
select
    'path' as what,
    by_what,
    outcome,
    path as name,
    0 as number,
    lead_place,
    deal_place,
    cast(deals as double) as deals,
    cast(amount as double) as amount,
    cast(converted as double) as converted,
    cast(unsold as double) as unsold,
    0.0 as squares
from path
union all
select
    'name', by_what, case when is_marketing then 'marketing' else 'sales' end, name, name_number,
    0, 0, 0.0, 0.0, 0.0, 0.0, 0.0
from named
union all
select
    'decay', by_what, outcome, '', name_number, 0, 0, deals, cast(amount as double), products,
    0.0, squares
from decay
union all
select
    'all', t.by_what, t.outcome, '', 0, t.cut, 0, cast(t.deals as double),
    cast(c.deals as double), cast(t.used_journeys as double), cast(t.journeys as double),
    cast(t.squares as double)
from totals as t
left join converted as c on c.outcome = t.outcome
order by 1, 2, 3, 4, 5, 6, 7
