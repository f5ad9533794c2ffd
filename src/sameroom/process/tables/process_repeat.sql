-- process_repeat.sql: one row a step: in how many cases it was taken, in how many again.
with counted as (
    select case_number, step_id, count(*) as times
    from process_step
    group by case_number, step_id
),
summed as (
    select
        step_id,
        count(*) as cases,
        count_if(times > 1) as repeated_cases,
        sum(times - 1) as repeats
    from counted
    group by step_id
)
select m.noun, s.step_id, m.step_kind, m.step, s.cases, s.repeated_cases, s.repeats
from summed as s
inner join process_mark as m on m.step_id = s.step_id
