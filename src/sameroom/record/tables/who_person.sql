-- who_person.sql: one row a person, each field as the first row that knows it says it.
-- The row that gave the person their id comes first, the others by id. A person whom only an
-- address names has that address. Without a company of their own, their address tells it.
-- Most people have one row, the one that gave them their id: only what lies beside it is grouped.
with entity as (
    select
        person_id,
        case when max(case when ref = person_id then 1 else 0 end) = 1 then person_id end as own_ref
    from person_entity
    group by person_id
),
beside as (
    select
        e.person_id,
        count(*) as row_count,
        min(p.created_at) as created_at,
        arg_min(p.name, case when p.name is not null then p.id end) as name,
        arg_min(p.email, case when p.email is not null then p.id end) as email,
        arg_min(p.title, case when p.title is not null then p.id end) as title,
        arg_min(p.buying_role, case when p.buying_role is not null then p.id end) as buying_role,
        arg_min(p.persona, case when p.persona is not null then p.id end) as persona,
        arg_min(p.country, case when p.country is not null then p.id end) as country,
        arg_min(p.region, case when p.region is not null then p.id end) as region,
        arg_min(coalesce(n.channel, p.first_channel), case when p.first_channel is not null then p.id end)
            as first_channel,
        arg_min(p.lifecycle_stage, case when p.lifecycle_stage is not null then p.id end)
            as lifecycle_stage,
        arg_min(c.account_id, case when c.account_id is not null then p.id end) as company_id,
        arg_min(p.owner_id, case when p.owner_id is not null then p.id end) as owner_id
    from person_entity as e
    inner join person as p on p.id = e.ref
    left join account_entity as c on c.ref = p.account_id
    left join channel_name as n on n.raw = lower(p.first_channel)
    where e.ref <> e.person_id
    group by e.person_id
),
told as (
    select
        e.person_id,
        case when p.id is null then 0 else 1 end + coalesce(b.row_count, 0) as row_count,
        case when b.created_at < p.created_at then b.created_at
            else coalesce(p.created_at, b.created_at) end as created_at,
        coalesce(p.name, b.name) as name,
        coalesce(p.title, b.title) as title,
        coalesce(p.buying_role, b.buying_role) as buying_role,
        coalesce(p.persona, b.persona) as persona,
        coalesce(p.country, b.country) as country,
        coalesce(p.region, b.region) as region,
        coalesce(p.lifecycle_stage, b.lifecycle_stage) as lifecycle_stage,
        coalesce(p.owner_id, b.owner_id) as owner_id,
        coalesce(n.channel, p.first_channel, b.first_channel) as first_channel,
        coalesce(c.account_id, b.company_id) as company_id,
        coalesce(
            p.email, b.email,
            case when substr(e.person_id, 1, 6) = 'email:' then substr(e.person_id, 7) end
        ) as email
    from entity as e
    left join person as p on p.id = e.own_ref
    left join beside as b on b.person_id = e.person_id
    left join account_entity as c on c.ref = p.account_id
    left join channel_name as n on n.raw = lower(p.first_channel)
)
select
    t.person_id,
    t.name,
    t.email,
    coalesce(t.company_id, c.account_id) as account_id,
    t.created_at,
    t.first_channel,
    t.title,
    t.buying_role,
    t.persona,
    t.country,
    t.region,
    t.lifecycle_stage,
    t.owner_id,
    t.row_count
from told as t
left join account_entity as c
    on c.ref = case when t.company_id is null then 'email:' || lower(trim(t.email)) end
