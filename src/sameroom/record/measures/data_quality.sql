-- data_quality.sql: for each noun, field and problem: how many rows have it, of how many that could.
-- What does not say when it changed is seen at its import: one instant a run tells no change.
with seen as (
    select 'person' as noun, run, count(seen_at) as cases, min(seen_at) < max(seen_at) as is_told
    from person where merged_into_id is null
    group by run
    union all
    select 'account', run, count(seen_at), min(seen_at) < max(seen_at)
    from account where merged_into_id is null
    group by run
),
checked as (
    select 'person' as noun, 'email' as field, 'missing' as problem, count(*) as cases,
        count(email) as filled
    from person where merged_into_id is null
    union all
    select 'person', 'name', 'missing', count(*), count(name)
    from person where merged_into_id is null
    union all
    select 'account', 'name', 'missing', count(*), count(name)
    from account where merged_into_id is null
    union all
    select 'account', 'domain', 'missing', count(*), count(domain)
    from account where merged_into_id is null
    union all
    select 'account', 'industry', 'missing', count(*), count(industry)
    from account where merged_into_id is null
    union all
    select 'account', 'employees', 'missing', count(*), count(employees)
    from account where merged_into_id is null
    union all
    select 'account', 'country', 'missing', count(*), count(country)
    from account where merged_into_id is null
    union all
    select 'lead', 'person_id', 'missing', count(*), count(person_id) from lead
    union all
    select 'lead', 'channel', 'missing', count(*), count(channel) from lead
    union all
    select 'lead', 'owner_id', 'missing', count(*), count(owner_id) from lead
    union all
    select 'lead', 'created_at', 'missing', count(*), count(created_at) from lead
    union all
    select 'deal', 'amount', 'missing', count(*), count(amount)
    from deal where coalesce(outcome, 'open') <> 'lost'
    union all
    select 'deal', 'created_at', 'missing', count(*), count(created_at) from deal
    union all
    select 'deal', 'owner_id', 'missing', count(*), count(owner_id) from deal
    union all
    select 'deal', 'buyer', 'missing', count(*), count(coalesce(account_id, person_id)) from deal
    union all
    select 'deal', 'closed_at', 'missing', count(*), count(closed_at)
    from deal where outcome in ('won', 'lost')
    union all
    select 'deal', 'closed_at', 'stale', count(*), count(*)
    from deal_case where outcome = 'open' and expected_at is not null
    union all
    select noun, 'seen_at', 'stale', sum(cases),
        case when max(case when is_told then 1 else 0 end) = 1 then sum(cases) else 0 end
    from seen
    group by noun
    union all
    select noun, field, 'contradicting', count(*), count(*)
    from compared_field
    group by noun, field
    union all
    select 'person', 'id', 'duplicate', count(*), count(*)
    from person where merged_into_id is null
    union all
    select 'account', 'id', 'duplicate', count(*), count(*)
    from account where merged_into_id is null
    union all
    select 'deal', 'closed_at', 'impossible', count(*), count(*)
    from deal_case
    where closed_at is not null and coalesce(created_at, lead_created_at) is not null
    union all
    select 'deal', 'amount', 'impossible', count(amount), count(amount) from deal
    union all
    select 'lead', 'handed_over_at', 'impossible', count(handed_over_at), count(handed_over_at)
    from lead where created_at is not null
    union all
    select 'deal', 'product_id', 'unknown', count(coalesce(product_id, product)), min(c.products)
    from deal cross join (select count(*) as products from product) as c
    union all
    select 'deal', 'account_id', 'unknown', count(account_id), min(c.accounts)
    from deal cross join (select count(*) as accounts from account) as c
    union all
    select 'lead', 'person_id', 'unknown', count(person_id), min(c.people)
    from lead cross join (select count(*) as people from person) as c
),
found as (
    select noun, field, problem, count(*) as flawed
    from record_flaw
    group by noun, field, problem
),
everything as (
    select count(*) as cases from person where merged_into_id is null
    union all
    select count(*) as cases from account where merged_into_id is null
    union all
    select count(*) as cases from lead
    union all
    select count(*) as cases from deal
)
select c.noun, c.field, c.problem, c.cases, coalesce(c.filled, 0) as filled,
    coalesce(f.flawed, 0) as flawed
from checked as c
left join found as f on f.noun = c.noun and f.field = c.field and f.problem = c.problem
where c.cases > 0
union all
select '' as noun, '' as field, 'any' as problem, sum(e.cases) as cases, sum(e.cases) as filled,
    max(r.flawed) as flawed
from everything as e
cross join (select count(distinct id) as flawed from record_flaw) as r
order by problem, noun, field
