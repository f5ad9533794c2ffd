-- flaw_missing.sql: rows that lack a field which other rows of their kind have.
-- A field that no row fills is not a flaw of each row: it was not exported, and the measure says so.
with supplied_person as (
    select count(email) as email, count(name) as name, count(account_id) as account_id
    from person
),
supplied_account as (
    select
        count(name) as name,
        count(domain) as domain,
        count(industry) as industry,
        count(employees) as employees,
        count(country) as country
    from account
),
supplied_lead as (
    select
        count(person_id) as person_id,
        count(channel) as channel,
        count(owner_id) as owner_id,
        count(created_at) as created_at
    from lead
),
supplied_deal as (
    select
        count(amount) as amount,
        count(created_at) as created_at,
        count(owner_id) as owner_id,
        count(account_id) + count(person_id) as buyer,
        count(closed_at) as closed_at
    from deal
)
select p.id, 'person' as noun, 'email' as field
from person as p
cross join supplied_person as s
where s.email > 0 and p.email is null and p.merged_into_id is null
union all
select p.id, 'person' as noun, 'name' as field
from person as p
cross join supplied_person as s
where s.name > 0 and p.name is null and p.merged_into_id is null
union all
select a.id, 'account' as noun, 'name' as field
from account as a
cross join supplied_account as s
where s.name > 0 and a.name is null and a.merged_into_id is null
union all
select a.id, 'account' as noun, 'domain' as field
from account as a
cross join supplied_account as s
where s.domain > 0 and a.domain is null and a.merged_into_id is null
union all
select a.id, 'account' as noun, 'industry' as field
from account as a
cross join supplied_account as s
where s.industry > 0 and a.industry is null and a.merged_into_id is null
union all
select a.id, 'account' as noun, 'employees' as field
from account as a
cross join supplied_account as s
where s.employees > 0 and a.employees is null and a.merged_into_id is null
union all
select a.id, 'account' as noun, 'country' as field
from account as a
cross join supplied_account as s
where s.country > 0 and a.country is null and a.merged_into_id is null
union all
select l.id, 'lead' as noun, 'person_id' as field
from lead as l
cross join supplied_lead as s
where s.person_id > 0 and l.person_id is null
union all
select l.id, 'lead' as noun, 'channel' as field
from lead as l
cross join supplied_lead as s
where s.channel > 0 and l.channel is null
union all
select l.id, 'lead' as noun, 'owner_id' as field
from lead as l
cross join supplied_lead as s
where s.owner_id > 0 and l.owner_id is null
union all
select l.id, 'lead' as noun, 'created_at' as field
from lead as l
cross join supplied_lead as s
where s.created_at > 0 and l.created_at is null
union all
select d.id, 'deal' as noun, 'amount' as field
from deal as d
cross join supplied_deal as s
where s.amount > 0 and coalesce(d.amount, 0) = 0 and coalesce(d.outcome, 'open') <> 'lost'
union all
select d.id, 'deal' as noun, 'created_at' as field
from deal as d
cross join supplied_deal as s
where s.created_at > 0 and d.created_at is null
union all
select d.id, 'deal' as noun, 'owner_id' as field
from deal as d
cross join supplied_deal as s
where s.owner_id > 0 and d.owner_id is null
union all
select d.id, 'deal' as noun, 'buyer' as field
from deal as d
cross join supplied_deal as s
where s.buyer > 0 and d.account_id is null and d.person_id is null
union all
select d.id, 'deal' as noun, 'closed_at' as field
from deal as d
cross join supplied_deal as s
where s.closed_at > 0 and d.closed_at is null and d.outcome in ('won', 'lost')
