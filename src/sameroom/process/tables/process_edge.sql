-- process_edge.sql: one row a pair of steps of which the second directly followed the first: how
-- often, in how many cases, after how long, and how often another colleague took over.
-- The first steps of cases have no previous_id. A step's number belongs to one noun alone.
with passed as (
    select
        s.previous_id,
        s.step_id,
        count(*) as times,
        count(distinct s.case_number) as cases,
        sum(s.waited_seconds) as seconds,
        sum(s.waited_seconds * s.waited_seconds) as seconds_squares,
        median(s.waited_seconds) as median_seconds,
        sum(s.is_handover) as handovers,
        count_if(s.is_marketing = 1) as by_marketing
    from process_step as s
    group by s.previous_id, s.step_id
)
select
    k.noun,
    p.previous_id,
    b.step_kind as previous_kind,
    b.step as previous_step,
    p.step_id,
    k.step_kind,
    k.step,
    p.times,
    p.cases,
    p.seconds,
    p.seconds_squares,
    p.median_seconds,
    p.handovers,
    p.by_marketing
from passed as p
inner join process_mark as k on k.step_id = p.step_id
left join process_mark as b on b.step_id = p.previous_id
