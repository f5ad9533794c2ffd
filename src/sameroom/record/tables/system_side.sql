-- system_side.sql: whether a system is one of sales' or one of marketing's; others are not listed.
-- Sales' systems are those with deals; where none has deals, those with acts of selling; else those
-- with leads. Marketing's are the others that touch people, run campaigns or list people, unless
-- they hold service cases or acts of selling.
with dealing as (select distinct origin from deal),
acting as (select distinct origin from activity),
holding as (select distinct origin from lead),
sales_system as (
    select origin from dealing
    union
    select a.origin
    from acting as a
    cross join (select count(*) as systems from dealing) as d
    where d.systems = 0
    union
    select l.origin
    from holding as l
    cross join (
        select count(*) as systems from (
            select origin from dealing
            union
            select origin from acting
        ) as selling
    ) as d
    where d.systems = 0
),
other as (
    select origin from acting
    union
    select origin from ticket
    union
    select origin from sales_system
),
marketing_system as (
    select m.origin
    from (
        select origin from touch
        union
        select origin from campaign
        union
        select origin from person
    ) as m
    left join other as o on o.origin = m.origin
    where o.origin is null
)
select origin, 1 as for_sales, 0 as for_marketing from sales_system
union all
select origin, 0 as for_sales, 1 as for_marketing from marketing_system
