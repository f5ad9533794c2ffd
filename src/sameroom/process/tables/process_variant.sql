-- process_variant.sql: one row a path that cases of the period took: how many, how they ended, how
-- long those that ended took. `sample_id` is one of them, by which the path's steps are read.
with grouped as (
    select
        noun,
        path_steps,
        print_a,
        print_b,
        count(*) as cases,
        count_if(outcome = 'won') as won,
        count_if(outcome = 'lost') as lost,
        median(case when outcome <> 'open' and lasted_seconds >= 0 then lasted_seconds end)
            as median_seconds,
        min(case_id) as sample_id
    from process_case
    where is_in_window and path_steps > 0
    group by noun, path_steps, print_a, print_b
)
select
    noun,
    row_number() over (partition by noun order by cases desc, path_steps, sample_id)
        as variant_position,
    path_steps,
    cases,
    won,
    lost,
    median_seconds,
    sample_id
from grouped
