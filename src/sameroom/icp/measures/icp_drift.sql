-- icp_drift.sql: how many buyers of each segment reached which steps. Attribute '' counts all.
-- Up to 5,000 winners, dealt by the hash of their id, keep their revenue to be resampled one by one.
with reached as (
    select
        buyer_id,
        max(case when step = 'targeted' then 1 else 0 end) as is_targeted,
        max(case when step = 'handed_over' then 1 else 0 end) as is_handed_over,
        max(case when step = 'worked' then 1 else 0 end) as is_worked,
        max(case when step = 'won' then 1 else 0 end) as is_won,
        sum(revenue) as revenue
    from account_step
    group by buyer_id
),
dealt as (
    select
        *,
        row_number() over (order by is_won desc, md5(buyer_id), buyer_id) as place
    from reached
),
kept as (
    select
        buyer_id,
        is_targeted,
        is_handed_over,
        is_worked,
        is_won,
        case when is_won = 1 and place <= 5000 then cast(revenue as double) end as revenue
    from dealt
)
select
    a.attribute,
    a.label,
    k.is_targeted,
    k.is_handed_over,
    k.is_worked,
    k.is_won,
    k.revenue,
    count(*) as buyers
from kept as k
inner join buyer_attribute as a on a.buyer_id = k.buyer_id
group by a.attribute, a.label, k.is_targeted, k.is_handed_over, k.is_worked, k.is_won, k.revenue
union all
select
    '' as attribute,
    '' as label,
    is_targeted,
    is_handed_over,
    is_worked,
    is_won,
    cast(null as double) as revenue,
    count(*) as buyers
from kept
group by is_targeted, is_handed_over, is_worked, is_won
