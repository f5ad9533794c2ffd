-- icp_fit.sql: one row a buyer and condition of the ideal customer in force: 1 where it holds, 0
-- where it does not, null where what it asks for is not on record; and why. Of several values on
-- record one that fits is enough. No ideal customer agreed: no row.
with asked as (
    select lower(trim(attribute)) as attribute, operator, low, high, content from icp_criterion
),
condition as (
    select attribute, operator, low, high
    from asked
    group by attribute, operator, low, high
),
company as (
    select
        w.account_id,
        w.industry,
        w.country,
        w.region,
        cast(w.employees as double) as employees,
        cast(w.annual_revenue as double) as annual_revenue
    from who_account as w
),
buying as (
    select p.person_id, p.title, p.persona, p.country, p.region, p.account_id
    from who_person as p
    left join buyer as u on true
    where u.unit = 'person' or p.account_id is null
),
buyer_company as (
    select account_id as buyer_id, account_id
    from company
    cross join (select coalesce(max(unit), 'account') as unit from buyer) as u
    where u.unit <> 'person'
    union all
    select person_id as buyer_id, account_id
    from buying
),
stated as (
    select b.buyer_id, 'industry' as attribute, c.industry as content
    from buyer_company as b
    inner join company as c on c.account_id = b.account_id
    union all
    select b.buyer_id, 'country', c.country
    from buyer_company as b
    inner join company as c on c.account_id = b.account_id
    union all
    select b.buyer_id, 'region', c.region
    from buyer_company as b
    inner join company as c on c.account_id = b.account_id
    union all
    select person_id, 'country', country from buying where account_id is null
    union all
    select person_id, 'region', region from buying where account_id is null
    union all
    select person_id, 'persona', persona from buying
    union all
    select person_id, 'job title', title from buying
    union all
    select e.account_id, lower(trim(a.name)), a.content
    from attribute as a
    inner join account_entity as e on e.ref = a.subject_id
    where a.subject = 'account'
    union all
    select e.person_id, lower(trim(a.name)), a.content
    from attribute as a
    inner join person_entity as e on e.ref = a.subject_id
    where a.subject = 'person'
    union all
    select e.person_id, lower(trim(a.name)), a.content
    from attribute as a
    inner join lead as l on l.id = a.subject_id
    inner join person_entity as e on e.ref = l.person_id
    where a.subject = 'lead'
),
worded as (
    select s.buyer_id, s.attribute, lower(trim(s.content)) as content
    from stated as s
    inner join (select distinct attribute from condition) as c on c.attribute = s.attribute
    where s.content is not null
        and lower(trim(s.content)) not in ('', '-', 'select', 'n/a', 'na', 'none', 'null', 'unknown',
            'not specified', 'not provided')
),
-- What is left of a text without its digits tells whether it is a plain number.
stripped as (
    select
        buyer_id,
        attribute,
        content,
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(content,
            '0', ''), '1', ''), '2', ''), '3', ''), '4', ''), '5', ''), '6', ''), '7', ''), '8', ''),
            '9', '') as other
    from worded
),
numbered as (
    select b.buyer_id, 'employees' as attribute, c.employees as amount
    from buyer_company as b
    inner join company as c on c.account_id = b.account_id
    union all
    select b.buyer_id, 'annual_revenue', c.annual_revenue
    from buyer_company as b
    inner join company as c on c.account_id = b.account_id
    union all
    select
        buyer_id,
        attribute,
        case
            when (other = '' and length(content) <= 15)
                or (other = '.' and length(content) > 1 and length(content) <= 15)
                then cast(content as double)
        end as amount
    from stripped
),
tested as (
    select
        w.buyer_id,
        w.attribute,
        'in' as operator,
        cast(null as double) as low,
        cast(null as double) as high,
        case when k.content is null then 0 else 1 end as fits,
        w.content as why
    from worded as w
    inner join condition as c on c.attribute = w.attribute and c.operator = 'in'
    left join asked as k
        on k.attribute = w.attribute and k.operator = 'in' and k.content = w.content
    union all
    select
        n.buyer_id,
        n.attribute,
        c.operator,
        c.low,
        c.high,
        case when n.amount >= c.low and n.amount < c.high then 1 else 0 end as fits,
        case when n.amount < c.low then 'too small' else 'too large' end as why
    from numbered as n
    inner join condition as c on c.attribute = n.attribute and c.operator = 'between'
    where n.amount is not null
),
judged as (
    select
        buyer_id,
        attribute,
        operator,
        low,
        high,
        max(fits) as fits,
        min(why) as why
    from tested
    where buyer_id is not null
    group by buyer_id, attribute, operator, low, high
),
everybody as (
    select distinct buyer_id from buyer_company
)
select
    e.buyer_id,
    c.attribute,
    j.fits,
    case when j.fits = 0 then j.why end as why
from everybody as e
cross join condition as c
left join judged as j
    on j.buyer_id = e.buyer_id
    and j.attribute = c.attribute
    and j.operator = c.operator
    and coalesce(j.low, 0) = coalesce(c.low, 0)
    and coalesce(j.high, 0) = coalesce(c.high, 0)
