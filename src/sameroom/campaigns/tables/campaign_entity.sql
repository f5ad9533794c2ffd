-- campaign_entity.sql: every reference that a fact may carry for a campaign, and which one it is.
-- Campaigns of the same name in two systems are one, unless a system has several of that name.
with card as (
    select c.*, lower(trim(c.name)) as plain_name from campaign as c
),
repeated as (
    select distinct plain_name
    from (
        select plain_name, origin, count(*) as times from card group by plain_name, origin
    ) as counted
    where times > 1
),
named as (
    select c.plain_name, min(c.id) as campaign_id
    from card as c
    left join repeated as r on r.plain_name = c.plain_name
    where c.plain_name is not null and r.plain_name is null
    group by c.plain_name
),
known as (
    select c.id as ref, coalesce(n.campaign_id, c.id) as campaign_id
    from card as c
    left join named as n on n.plain_name = c.plain_name
    union all
    select 'name:' || plain_name as ref, campaign_id from named
),
carried as (
    select campaign_id as ref from lead
    union
    select campaign_id from deal
    union
    select campaign_id from spend
),
resolved as (
    select ref, campaign_id from known
    union all
    select c.ref, c.ref as campaign_id
    from carried as c
    left join known as k on k.ref = c.ref
    where c.ref is not null and k.ref is null
),
told as (
    select
        k.campaign_id,
        arg_min(c.name, case when c.name is not null then c.id end) as name,
        arg_min(coalesce(h.channel, c.channel), case when c.channel is not null then c.id end)
            as channel,
        arg_min(c.kind, case when c.kind is not null then c.id end) as kind,
        min(c.starts_on) as starts_on,
        max(c.ends_on) as ends_on,
        arg_min(c.budget, case when c.budget is not null then c.id end) as budget
    from known as k
    inner join campaign as c on c.id = k.ref
    left join channel_name as h on h.raw = lower(trim(c.channel))
    group by k.campaign_id
)
select
    r.ref,
    r.campaign_id,
    coalesce(
        t.name, case when substr(r.campaign_id, 1, 5) = 'name:' then substr(r.campaign_id, 6) end,
        r.campaign_id
    ) as name,
    t.channel,
    t.kind,
    t.starts_on,
    t.ends_on,
    t.budget
from resolved as r
left join told as t on t.campaign_id = r.campaign_id
