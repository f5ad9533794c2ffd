-- cycle_time.sql: how many cases ended, won or lost, after so many tenths of an hour, and how many were still open
-- after so many. Row kinds: 'time', and 'ending', which counts cases by how they ended and why.
with timed as (
    select
        noun,
        outcome,
        cast(floor((lasted_seconds + 180) / 360) as bigint) as tenths
    from process_case
    where is_in_window and lasted_seconds >= 0
),
binned as (
    select
        noun,
        tenths,
        count_if(outcome = 'won') as won,
        count_if(outcome = 'lost') as lost,
        count_if(outcome = 'open') as still_open
    from timed
    group by noun, tenths
),
ending as (
    select
        noun,
        outcome,
        case when outcome = 'lost' then lost_reason end as reason,
        count(*) as cases,
        count_if(coalesce(lasted_seconds < 0, false)) as impossible
    from process_case
    where is_in_window
    group by noun, outcome, case when outcome = 'lost' then lost_reason end
)
select
    'time' as row_kind, noun, tenths, won, lost, still_open, '' as outcome, '' as reason,
    won + lost + still_open as cases, cast(0 as bigint) as impossible
from binned
union all
select
    'ending', noun, cast(0 as bigint), 0, 0, 0, outcome, coalesce(reason, ''), cases, impossible
from ending
order by row_kind, noun, tenths, outcome, reason
