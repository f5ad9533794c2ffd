-- unlinked.sql: leads without a company and deals without a person, in the system that holds them.
-- A lead has a company when it names one, its own system's row of the person does, or the address
-- tells it. The company another system gives is shown beside it, to be taken over.
with alone as (
    select lead_id, person_id, origin from who_lead where own_account_id is null
),
own as (
    select
        e.person_id,
        p.origin,
        max(coalesce(a.account_id, m.account_id)) as account_id
    from (select distinct person_id from alone) as h
    inner join person_entity as e on e.person_id = h.person_id
    inner join person as p on p.id = e.ref
    left join account_entity as a on a.ref = p.account_id
    left join account_entity as m on m.ref = 'email:' || lower(trim(p.email))
    group by e.person_id, p.origin
),
stated as (
    select h.lead_id, o.account_id
    from alone as h
    inner join own as o on o.person_id = h.person_id and o.origin = h.origin
)
select
    l.lead_id as id,
    'lead' as noun,
    l.created_at,
    l.channel,
    l.owner_id,
    l.person_id,
    coalesce(l.own_account_id, o.account_id, l.account_id) as account_id,
    coalesce(l.own_account_id, o.account_id) is null as is_unlinked
from who_lead as l
left join stated as o on o.lead_id = l.lead_id
union all
select
    d.deal_id as id,
    'deal' as noun,
    d.created_at,
    d.channel,
    d.owner_id,
    coalesce(d.person_id, l.person_id) as person_id,
    d.account_id,
    coalesce(d.person_id, l.person_id) is null as is_unlinked
from deal_case as d
left join who_lead as l on l.lead_id = d.lead_id
