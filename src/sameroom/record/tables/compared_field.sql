-- compared_field.sql: one row a field of a person or company that two systems state, and whether
-- they contradict each other. What one system says twice is no contradiction between systems.
with card as (
    select
        e.account_id as id,
        a.origin,
        lower(trim(a.industry)) as industry,
        lower(trim(a.country)) as country,
        cast(a.employees as varchar) as employees
    from account as a
    inner join account_entity as e on e.ref = a.id
    inner join who_account as w on w.account_id = e.account_id and w.row_count > 1
),
card_of_person as (
    select
        e.person_id as id,
        p.origin,
        lower(trim(p.country)) as country,
        lower(trim(p.title)) as title
    from person as p
    inner join person_entity as e on e.ref = p.id
    inner join who_person as w on w.person_id = e.person_id and w.row_count > 1
),
company as (
    select
        id,
        min(industry) as industry_low,
        max(industry) as industry_high,
        min(case when industry is not null then origin end) as industry_from,
        max(case when industry is not null then origin end) as industry_to,
        min(country) as country_low,
        max(country) as country_high,
        min(case when country is not null then origin end) as country_from,
        max(case when country is not null then origin end) as country_to,
        min(employees) as employees_low,
        max(employees) as employees_high,
        min(case when employees is not null then origin end) as employees_from,
        max(case when employees is not null then origin end) as employees_to
    from card
    group by id
),
human as (
    select
        id,
        min(country) as country_low,
        max(country) as country_high,
        min(case when country is not null then origin end) as country_from,
        max(case when country is not null then origin end) as country_to,
        min(title) as title_low,
        max(title) as title_high,
        min(case when title is not null then origin end) as title_from,
        max(case when title is not null then origin end) as title_to
    from card_of_person
    group by id
)
select id, 'account' as noun, 'industry' as field, industry_low as content, industry_high as other,
    industry_low <> industry_high as is_disputed
from company
where industry_from <> industry_to
union all
select id, 'account' as noun, 'country' as field, country_low as content, country_high as other,
    country_low <> country_high as is_disputed
from company
where country_from <> country_to
union all
select id, 'account' as noun, 'employees' as field, employees_low as content,
    employees_high as other, employees_low <> employees_high as is_disputed
from company
where employees_from <> employees_to
union all
select id, 'person' as noun, 'country' as field, country_low as content, country_high as other,
    country_low <> country_high as is_disputed
from human
where country_from <> country_to
union all
select id, 'person' as noun, 'title' as field, title_low as content, title_high as other,
    title_low <> title_high as is_disputed
from human
where title_from <> title_to
