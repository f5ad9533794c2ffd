-- process_repeat.sql: one row a step: in how many cases it was taken, in how many again.
with counted as (
    select noun, case_id, step_id, count(*) as times
    from process_step
    group by noun, case_id, step_id
)
select
    c.noun,
    c.step_id,
    m.step_kind,
    m.step,
    count(*) as cases,
    count_if(c.times > 1) as repeated_cases,
    sum(c.times - 1) as repeats
from counted as c
inner join process_mark as m on m.step_id = c.step_id
group by c.noun, c.step_id, m.step_kind, m.step
