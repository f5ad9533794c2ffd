-- who_account.sql: one row an account, each field as the first row that knows it says it.
-- The row that gave the account its id comes first, the others by id.
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
entity as (
    select distinct account_id from account_entity where account_id is not null
)
select
    e.account_id,
    coalesce(t.name, case when substr(e.account_id, 1, 5) = 'name:' then substr(e.account_id, 6) end)
        as name,
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
