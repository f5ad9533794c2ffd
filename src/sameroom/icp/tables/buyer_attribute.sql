-- buyer_attribute.sql: one row a buyer and attribute: the segment they belong to.
-- Known columns keep their 30 largest segments, the rest is "all others". Open properties count
-- when they have 2 to 50 values; what was answered with a placeholder was not answered.
-- Properties of deals are left out: only buyers with a deal have them. So are properties by which a
-- system keeps track (dates, scores, states, owners …): nobody can aim by what comes later.
with company as (
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
company_buyer as (
    select account_id as buyer_id, account_id
    from company
    cross join (select coalesce(max(unit), 'account') as unit from buyer) as u
    where u.unit <> 'person'
    union all
    select person_id as buyer_id, account_id
    from buying
    where account_id is not null
),
measured as (
    select b.buyer_id, 'employees' as attribute, c.employees as amount
    from company_buyer as b
    inner join company as c on c.account_id = b.account_id
    union all
    select b.buyer_id, 'annual_revenue', c.annual_revenue
    from company_buyer as b
    inner join company as c on c.account_id = b.account_id
),
named as (
    select b.buyer_id, 'industry' as attribute, c.industry as label
    from company_buyer as b
    inner join company as c on c.account_id = b.account_id
    union all
    select b.buyer_id, 'country', c.country
    from company_buyer as b
    inner join company as c on c.account_id = b.account_id
    union all
    select b.buyer_id, 'region', c.region
    from company_buyer as b
    inner join company as c on c.account_id = b.account_id
    union all
    select m.buyer_id, m.attribute, d.label
    from measured as m
    inner join band as d
        on d.attribute = m.attribute
        and (d.low is null or m.amount >= d.low)
        and (d.high is null or m.amount < d.high)
    union all
    select person_id, 'persona', persona from buying
    union all
    select person_id, 'country of the person', country from buying
    union all
    select person_id, 'region of the person', region from buying
),
said as (
    select person_id as buyer_id, 'job title' as attribute, title as label from buying
    union all
    select e.account_id, a.name, a.content
    from attribute as a
    inner join account_entity as e on e.ref = a.subject_id
    where a.subject = 'account'
    union all
    select b.person_id, a.name, a.content
    from attribute as a
    inner join person_entity as e on e.ref = a.subject_id
    inner join buying as b on b.person_id = e.person_id
    where a.subject = 'person'
    union all
    select b.person_id, a.name, a.content
    from attribute as a
    inner join lead as l on l.id = a.subject_id
    inner join person_entity as e on e.ref = l.person_id
    inner join buying as b on b.person_id = e.person_id
    where a.subject = 'lead'
),
property as (
    select buyer_id, attribute, label
    from said
    where not (
        contains(lower(attribute), 'date') or contains(lower(attribute), 'last ')
        or contains(lower(attribute), 'score') or contains(lower(attribute), 'status')
        or contains(lower(attribute), 'stage') or contains(lower(attribute), 'reason')
        or contains(lower(attribute), 'owner') or contains(lower(attribute), 'activity')
        or contains(lower(attribute), 'convert') or contains(lower(attribute), 'probability')
        or contains(lower(attribute), 'quality') or contains(lower(attribute), 'lifecycle')
        or lower(attribute) in ('tags', 'tag')
    )
),
answered as (
    select buyer_id, attribute, trim(label) as label, lower(trim(label)) as label_ref, 1 as is_known
    from named
    union all
    select buyer_id, attribute, trim(label), lower(trim(label)), 0
    from property
),
single as (
    select buyer_id, attribute, min(label_ref) as label_ref, max(is_known) as is_known
    from answered
    where label_ref is not null
        and label_ref not in ('', '-', 'select', 'n/a', 'na', 'none', 'null', 'unknown',
            'not specified', 'not provided')
    group by buyer_id, attribute
),
spelled as (
    select attribute, label_ref, min(label) as label from answered group by attribute, label_ref
),
counted as (
    select attribute, label_ref, min(is_known) as is_known, count(*) as buyers
    from single
    group by attribute, label_ref
),
ranked as (
    select
        attribute,
        label_ref,
        is_known,
        row_number() over (partition by attribute order by buyers desc, label_ref) as place,
        count(*) over (partition by attribute) as segments
    from counted
)
select
    s.buyer_id,
    s.attribute,
    case when r.is_known = 1 and r.place > 30 then 'all others' else p.label end as label
from single as s
inner join ranked as r on r.attribute = s.attribute and r.label_ref = s.label_ref
inner join spelled as p on p.attribute = s.attribute and p.label_ref = s.label_ref
where r.segments >= 2 and (r.is_known = 1 or r.segments <= 50)
