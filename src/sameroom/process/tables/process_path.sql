-- process_path.sql: one row a case that has steps, and the print of its path: two sums, over its
-- steps, of powers of (step, place) in the field of the prime 2^31 - 1. Two paths have the same
-- prints when they are the same, and otherwise once in 4 * 10^18.
-- The powers are worked out once for each pair that there is, not for each step of each case.
with base as (
    select
        step_id, path_position, (step_id * 1000003 + path_position * 7 + 11) % 2147483647 as a1
    from (
        select distinct step_id, path_position from process_step where path_position is not null
    ) as pairs
),
squared as (
    select *, (a1 * a1) % 2147483647 as a2 from base
),
fourth as (
    select *, (a2 * a2) % 2147483647 as a4 from squared
),
eighth as (
    select *, (a4 * a4) % 2147483647 as a8 from fourth
),
powers as (
    select
        step_id,
        path_position,
        (((a8 * a8) % 2147483647) * a1) % 2147483647 as print_a,
        (((((a8 * a4) % 2147483647) * a1) % 2147483647)) as print_b
    from eighth
)
select
    min(s.noun) as noun,
    min(s.case_id) as case_id,
    s.case_number,
    count(*) as steps,
    cast(coalesce(max(s.path_position), 0) as bigint) as path_steps,
    cast(coalesce(sum(p.print_a), 0) as bigint) as print_a,
    cast(coalesce(sum(p.print_b), 0) as bigint) as print_b,
    min(s.occurred_at) as first_at,
    max(s.occurred_at) as last_at,
    arg_max(s.step_id, s.position) as last_id,
    coalesce(sum(s.waited_seconds * s.is_marketing), 0) as marketing_seconds,
    coalesce(sum(s.waited_seconds * (1 - s.is_marketing)), 0) as sales_seconds
from process_step as s
left join powers as p on p.step_id = s.step_id and p.path_position = s.path_position
group by s.case_number
