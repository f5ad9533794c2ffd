-- momentum.sql: buyers and won buyers of each segment, by half of the time in which they were first
-- reached. Attribute '' counts all.
with placed as (
    select
        buyer_id,
        was_won,
        row_number() over (order by first_at, buyer_id) as place,
        count(*) over () as buyers
    from buyer_outcome
),
halved as (
    select buyer_id, was_won, case when place * 2 > buyers then 2 else 1 end as half from placed
)
select a.attribute, a.label, h.half, count(*) as buyers, sum(h.was_won) as won
from halved as h
inner join buyer_attribute as a on a.buyer_id = h.buyer_id
group by a.attribute, a.label, h.half
union all
select '', '', half, count(*), sum(was_won) from halved group by half
order by attribute, label, half
