-- buyer_step.sql: one row a step of a buyer: a touch the buyer took part in, or a human sales act.
-- The buyer is the account or the person, as the agreement says; where the account is not known,
-- the person. What nobody dated, and what no buyer can be named for, leads nowhere.
with marketed as (
    select
        t.id as step_id,
        p.person_id,
        coalesce(a.account_id, w.account_id) as account_id,
        epoch(t.occurred_at) as happened,
        coalesce(n.channel, t.channel, c.channel, 'not stated') as channel,
        coalesce(c.name, 'no campaign') as campaign,
        true as is_marketing
    from touch as t
    cross join audit_window as z
    left join counted_word as k on k.meaning = 'touch' and k.raw = t.kind
    left join campaign_entity as c on c.ref = t.campaign_id
    left join channel_name as n on n.raw = lower(trim(coalesce(t.channel, c.channel)))
    left join person_entity as p on p.ref = t.person_id
    left join account_entity as a on a.ref = t.account_id
    left join who_person as w on w.person_id = p.person_id
    where t.occurred_at < z.ends_at and (t.kind is null or k.raw is not null)
),
sold as (
    select
        v.id as step_id,
        coalesce(p.person_id, d.person_id, l.person_id) as person_id,
        coalesce(a.account_id, d.account_id, l.account_id, w.account_id) as account_id,
        epoch(v.occurred_at) as happened,
        'Sales: ' || v.kind as channel,
        'Sales: ' || v.kind as campaign,
        false as is_marketing
    from activity as v
    cross join audit_window as z
    inner join counted_word as k on k.meaning = 'act' and k.raw = v.kind
    left join team_member as m on m.member_ref = v.member_id
    left join person_entity as p on p.ref = v.person_id
    left join account_entity as a on a.ref = v.account_id
    left join who_person as w on w.person_id = p.person_id
    left join deal_case as d on d.deal_id = v.deal_id
    left join who_lead as l on l.lead_id = v.lead_id
    where v.occurred_at < z.ends_at
        and not coalesce(v.is_automatic, false)
        and coalesce(v.direction, '') <> 'internal'
        and coalesce(m.team, 'sales') = 'sales'
),
step as (
    select * from marketed
    union all
    select * from sold
)
select
    s.step_id,
    case when u.unit = 'person' then coalesce(s.person_id, s.account_id)
        else coalesce(s.account_id, s.person_id) end as buyer_id,
    s.happened,
    s.channel,
    s.campaign,
    s.is_marketing,
    d.raw is not null as is_direct
from step as s
cross join buyer as u
left join counted_word as d on d.meaning = 'direct' and d.raw = lower(trim(s.channel))
where s.person_id is not null or s.account_id is not null
