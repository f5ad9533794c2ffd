-- contact_pressure.sql: weeks of people by the number of contacts in them, with sums over people
-- of squares and products; mails by the number of contacts in the 30 days before, and how many were
-- turned down; buyers by the number of pieces of content they were shown.
with most as (
    select coalesce(max(amount), 3) as contacts
    from term
    where name = 'campaigns.most_contacts_per_week'
),
flagged as (
    select
        w.person_id,
        case when w.contacts >= 8 then 8 else w.contacts end as contacts,
        case when w.contacts > m.contacts then 1 else 0 end as is_crowded,
        case when w.by_marketing > 0 and w.by_sales > 0 then 1 else 0 end as is_shared
    from contact_week as w
    cross join most as m
),
per_person as (
    select person_id, 'crowded' as what, 0 as dose, count(*) as weeks, sum(is_crowded) as hits
    from flagged
    group by person_id
    union all
    select person_id, 'shared' as what, 0 as dose, count(*) as weeks, sum(is_shared) as hits
    from flagged
    group by person_id
    union all
    select
        p.person_id, 'week' as what, d.contacts as dose, p.weeks,
        sum(case when f.contacts = d.contacts then 1 else 0 end) as hits
    from (select person_id, count(*) as weeks from flagged group by person_id) as p
    cross join (select distinct contacts from flagged) as d
    inner join flagged as f on f.person_id = p.person_id
    group by p.person_id, d.contacts, p.weeks
)
select
    what,
    cast(dose as bigint) as dose,
    count(*) as people,
    sum(weeks) as trials,
    sum(hits) as hits,
    sum(weeks * weeks) as trial_squares,
    sum(hits * hits) as hit_squares,
    sum(weeks * hits) as products
from per_person
group by what, dose
union all
select
    'mail' as what, cast(contacts_before as bigint) as dose, count(distinct person_id) as people,
    count(*) as trials, sum(case when is_refused then 1 else 0 end) as hits, 0 as trial_squares,
    0 as hit_squares, 0 as products
from mail_answer
group by contacts_before
union all
select
    'load' as what, cast(pieces as bigint) as dose, count(*) as people, count(*) as trials,
    count(*) as hits, 0 as trial_squares, 0 as hit_squares, 0 as products
from content_load
group by pieces
union all
select
    'refusals' as what, cast(0 as bigint) as dose, count(distinct person_id) as people,
    count(*) as trials, count(*) as hits, 0 as trial_squares, 0 as hit_squares, 0 as products
from touch
where kind in ('unsubscribe', 'complaint')
