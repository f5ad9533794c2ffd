-- person_system.sql: one row a person: whether marketing's systems and sales' systems know them.
-- Whose a system is, `system_side` tells.
with seen as (
    select e.person_id, s.for_marketing, s.for_sales, 0 as is_lead
    from person as p
    inner join system_side as s on s.origin = p.origin
    inner join person_entity as e on e.ref = p.id
    union all
    select l.person_id, s.for_marketing, s.for_sales, s.for_sales as is_lead
    from who_lead as l
    inner join system_side as s on s.origin = l.origin
    where l.person_id is not null
    union all
    select e.person_id, s.for_marketing, s.for_sales, 0 as is_lead
    from deal as d
    inner join system_side as s on s.origin = d.origin
    inner join person_entity as e on e.ref = d.person_id
    union all
    select e.person_id, t.for_marketing, t.for_sales, 0 as is_lead
    from touched_ref as t
    inner join person_entity as e on e.ref = t.person_ref
    where t.for_marketing = 1 or t.for_sales = 1
),
known as (
    select
        person_id,
        max(for_marketing) as for_marketing,
        max(for_sales) as for_sales,
        max(is_lead) as is_lead
    from seen
    group by person_id
)
select
    k.person_id,
    w.name,
    w.email,
    w.account_id,
    w.created_at,
    w.first_channel,
    k.for_marketing = 1 as in_marketing,
    k.for_sales = 1 as in_sales,
    k.is_lead = 1 as is_sales_lead
from known as k
left join who_person as w on w.person_id = k.person_id
