-- who_account.sql: one row an account, each field as the first row that knows it says it.
-- The row that gave the account its id comes first, the others by id. One that no row tells of is
-- called as people, leads and deals write its name: as most do, of those the latest.
with card as (
    select
        e.account_id,
        case when a.id = e.account_id then '0' else '1' end || a.id as place,
        a.*
    from account_entity as e
    inner join account as a on a.id = e.ref
),
told as (
    select
        account_id,
        count(*) as row_count,
        arg_min(name, case when name is not null then place end) as name,
        arg_min(domain, case when domain is not null then place end) as domain,
        arg_min(industry, case when industry is not null then place end) as industry,
        arg_min(employees, case when employees is not null then place end) as employees,
        arg_min(annual_revenue, case when annual_revenue is not null then place end)
            as annual_revenue,
        arg_min(country, case when country is not null then place end) as country,
        arg_min(region, case when region is not null then place end) as region,
        arg_min(owner_id, case when owner_id is not null then place end) as owner_id
    from card
    group by account_id
),
written as (
    select account_id as ref, account_name as name, seen_at, run from person
    union all
    select account_id, account_name, seen_at, run from lead
    union all
    select account_id, account_name, seen_at, run from deal
),
spelled as (
    select
        e.account_id,
        w.name,
        row_number() over (
            partition by e.account_id
            order by count(*) desc, max(w.seen_at) desc nulls last, max(w.run) desc, w.name, e.account_id
        ) as place
    from written as w
    inner join account_entity as e on e.ref = w.ref
    where w.name is not null and substr(w.ref, 1, 5) = 'name:'
    group by e.account_id, w.name
),
entity as (
    select distinct account_id from account_entity where account_id is not null
)
select
    e.account_id,
    coalesce(
        t.name, s.name, case when substr(e.account_id, 1, 5) = 'name:' then substr(e.account_id, 6) end
    ) as name,
    coalesce(
        t.domain, case when substr(e.account_id, 1, 7) = 'domain:' then substr(e.account_id, 8) end
    ) as domain,
    t.industry,
    t.employees,
    t.annual_revenue,
    t.country,
    t.region,
    t.owner_id,
    coalesce(t.row_count, 0) as row_count
from entity as e
left join told as t on t.account_id = e.account_id
left join spelled as s on s.account_id = e.account_id and s.place = 1
