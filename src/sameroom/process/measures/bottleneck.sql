-- bottleneck.sql: the seconds that cases waited before each step, by 256 parcels of cases dealt by the
-- hash of their id; and how many cases each parcel has (step '').
with parceled as (
    select noun, case_number, substring(md5(case_id), 1, 2) as parcel from process_path
),
summed as (
    select case_number, step_id, sum(waited_seconds) as seconds
    from process_step
    where waited_seconds is not null
    group by case_number, step_id
)
select noun, parcel, '' as step, count(*) as cases, cast(0 as double) as seconds
from parceled
group by noun, parcel
union all
select p.noun, p.parcel, m.step, count(*) as cases, sum(s.seconds) as seconds
from summed as s
inner join parceled as p on p.case_number = s.case_number
inner join process_mark as m on m.step_id = s.step_id
group by p.noun, p.parcel, m.step
order by noun, parcel, step
