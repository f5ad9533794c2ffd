-- buyer_profile.sql: one row a buyer of whom anything is known: their segment in each of the eight
-- attributes of profile_attribute.sql, null where it is not known.
select
    b.buyer_id,
    max(case when p.place = 1 then b.label end) as label_1,
    max(case when p.place = 2 then b.label end) as label_2,
    max(case when p.place = 3 then b.label end) as label_3,
    max(case when p.place = 4 then b.label end) as label_4,
    max(case when p.place = 5 then b.label end) as label_5,
    max(case when p.place = 6 then b.label end) as label_6,
    max(case when p.place = 7 then b.label end) as label_7,
    max(case when p.place = 8 then b.label end) as label_8
from buyer_attribute as b
inner join profile_attribute as p on p.attribute = b.attribute
group by b.buyer_id
