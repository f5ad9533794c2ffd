-- process_handover.sql: one row a case that somebody is known to have worked on: how often it passed
-- from one colleague to another, and how often it came straight back (A, B, A). Steps of which it is
-- not known who took them are passed over.
with known as (
    select
        noun, case_id, case_number, position, member_id,
        lag(member_id) over (partition by case_number order by position) as before_id
    from process_step
    where member_id is not null
),
turn as (
    select
        noun, case_id, case_number, position, member_id,
        lag(member_id, 2) over (partition by case_number order by position) as earlier_id
    from known
    where before_id is null or member_id <> before_id
)
select
    min(noun) as noun,
    min(case_id) as case_id,
    count(*) - 1 as handovers,
    count_if(coalesce(member_id = earlier_id, false)) as returns
from turn
group by case_number
