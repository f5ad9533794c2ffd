-- rework_share.sql: of the cases with stages, in how many one was entered again after another had been
-- in between or not; by stage, and altogether. Acts may well be repeated and are no rework.
with counted as (
    select min(noun) as noun, case_number, step_id, count(*) as times
    from process_step
    where step_kind = 'stage'
    group by case_number, step_id
),
by_case as (
    select min(noun) as noun, max(times) as most, sum(times - 1) as repeats
    from counted
    group by case_number
)
select noun, '' as step, count(*) as cases, count_if(most > 1) as repeated, sum(repeats) as repeats
from by_case
group by noun
union all
select noun, step, cases, repeated_cases, repeats
from process_repeat
where step_kind = 'stage'
order by noun, step
