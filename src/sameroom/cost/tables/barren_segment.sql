-- barren_segment.sql: segments large enough to be tested, and whether they are barren: aimed at, but
-- winning so much less often than the rest that chance is ruled out (3.3 standard errors below,
-- which holds at one in twenty for 50 segments).
with step as (
    select
        buyer_id,
        max(case when step = 'targeted' then 1 else 0 end) as is_targeted,
        max(case when step = 'won' then 1 else 0 end) as is_won
    from account_step
    group by buyer_id
),
counted as (
    select
        a.attribute,
        a.label,
        count(*) as buyers,
        sum(s.is_won) as won
    from buyer_attribute as a
    inner join step as s on s.buyer_id = a.buyer_id
    where s.is_targeted = 1
    group by a.attribute, a.label
),
summed as (
    select
        *,
        sum(buyers) over (partition by attribute) as all_buyers,
        sum(won) over (partition by attribute) as all_won
    from counted
),
tested as (
    select
        attribute,
        label,
        buyers,
        won,
        cast(all_buyers - buyers as double) as other_buyers,
        cast(all_won - won as double) as other_won,
        buyers * (all_won / nullif(cast(all_buyers as double), 0)) as expected,
        all_won / nullif(cast(all_buyers as double), 0) as rate,
        (all_buyers - buyers) / nullif(cast(all_buyers - 1 as double), 0) as rest
    from summed
    where all_won >= 30 and buyers >= 20
)
select
    attribute,
    label,
    buyers,
    won,
    other_buyers,
    other_won,
    (won - expected) / nullif(sqrt(expected * (1 - rate) * rest), 0) as standing,
    expected - won > 3.3 * sqrt(expected * (1 - rate) * rest) as is_barren
from tested
