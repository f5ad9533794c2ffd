-- process_map.sql: the map: how often each step was taken, which step followed which and after how
-- long, where cases ended; and about the whole, how long cases wait for each team and how often they
-- change hands. `row_kind` tells which of these a row is.
with whole as (
    select
        noun,
        count(*) as cases,
        sum(steps) as times,
        sum(steps * steps) as squares,
        sum(marketing_seconds) as marketing_seconds,
        sum(sales_seconds) as sales_seconds,
        sum(marketing_seconds * marketing_seconds) as marketing_squares,
        sum((marketing_seconds + sales_seconds) * (marketing_seconds + sales_seconds))
            as both_squares,
        sum(marketing_seconds * (marketing_seconds + sales_seconds)) as products
    from process_path
    group by noun
),
handed as (
    select
        noun,
        sum(handovers) as handovers,
        count_if(handovers > 0) as handed_cases,
        sum(returns) as returns,
        count_if(returns > 0) as returned_cases,
        count(*) as known_cases
    from process_handover
    group by noun
),
ended as (
    select noun, last_id, outcome, count(*) as cases
    from process_case
    where last_id is not null
    group by noun, last_id, outcome
)
select
    'whole' as row_kind, w.noun, '' as from_step, '' as from_kind, '' as to_step, '' as to_kind,
    w.times, w.cases, cast(null as double) as median_seconds,
    coalesce(h.handovers, 0) as handovers, coalesce(h.handed_cases, 0) as handed_cases,
    coalesce(h.returns, 0) as returns, coalesce(h.returned_cases, 0) as returned_cases,
    coalesce(h.known_cases, 0) as known_cases,
    cast(w.squares as double) as squares, w.marketing_seconds, w.sales_seconds,
    w.marketing_squares, w.both_squares, w.products
from whole as w
left join handed as h on h.noun = w.noun
union all
select
    'step', noun, '', '', step, step_kind, cases + repeats, cases, null, 0, 0, 0, 0, 0, null, null,
    null, null, null, null
from process_repeat
union all
select
    case when previous_id is null then 'start' else 'edge' end, noun, coalesce(previous_step, ''),
    coalesce(previous_kind, ''), step, step_kind, times, cases, median_seconds, handovers, 0, 0, 0,
    0, null, null, null, null, null, null
from process_edge
union all
select
    'end', e.noun, m.step, m.step_kind, e.outcome, '', e.cases, e.cases, null, 0, 0, 0, 0, 0, null,
    null, null, null, null, null
from ended as e
inner join process_mark as m on m.step_id = e.last_id
order by row_kind, noun, times desc, from_step, to_step
