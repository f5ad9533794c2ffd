-- contact_week.sql: one row a person and a week (Monday to Sunday, UTC) with any contact in the
-- period: how many, and from which team.
select
    person_id,
    week_number,
    min(occurred_at) as first_at,
    count(*) as contacts,
    sum(case when team = 'marketing' then 1 else 0 end) as by_marketing,
    sum(case when team = 'sales' then 1 else 0 end) as by_sales,
    sum(case when team in ('marketing', 'sales') then 0 else 1 end) as by_others
from contact
where is_in_window
group by person_id, week_number
