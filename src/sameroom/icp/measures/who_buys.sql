-- who_buys.sql: how many buyers there are of each combination of segments, before and after 70 of 100
-- of the time, won and not. "name" rows say which attribute stands in which place.
select
    'buyers' as slice,
    p.label_1,
    p.label_2,
    p.label_3,
    p.label_4,
    p.label_5,
    p.label_6,
    p.label_7,
    p.label_8,
    o.is_late,
    o.was_won,
    count(*) as buyers
from buyer_outcome as o
left join buyer_profile as p on p.buyer_id = o.buyer_id
group by p.label_1, p.label_2, p.label_3, p.label_4, p.label_5, p.label_6, p.label_7, p.label_8,
    o.is_late, o.was_won
union all
select
    'name', attribute, cast(null as varchar), cast(null as varchar), cast(null as varchar),
    cast(null as varchar), cast(null as varchar), cast(null as varchar), cast(null as varchar),
    0, 0, place
from profile_attribute
