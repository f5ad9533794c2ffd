-- deal_case.sql: one row a deal: who buys, how it ended, when, and the lead it came from.
-- The lead is the one that either system names; failing that, the buyer's last lead before the
-- deal was opened. Dates that contradict each other are kept and flagged: by whole days,
-- as many systems keep the day alone. A closed deal without a date cannot be placed in time and
-- counts in every window.
with outcome as (
    select
        d.*,
        coalesce(
            d.outcome, case when s.stage in ('won', 'customer') then 'won' else s.stage end, 'open'
        ) as told_outcome
    from deal as d
    left join lifecycle_stage as s on s.subject = 'deal' and s.raw = lower(trim(d.stage))
),
settled as (
    select c.subject_id, s.stage, max(c.changed_at) as changed_at
    from stage_change as c
    inner join lifecycle_stage as s on s.subject = 'deal' and s.raw = lower(trim(c.to_stage))
    where c.subject = 'deal'
    group by c.subject_id, s.stage
),
bought as (
    select
        o.id as deal_id,
        o.name,
        o.lead_id,
        o.campaign_id,
        o.channel,
        o.owner_id,
        o.amount,
        case when o.told_outcome in ('won', 'lost') then o.told_outcome else 'open' end as outcome,
        o.created_at,
        case when o.told_outcome in ('won', 'lost') then coalesce(o.closed_at, s.changed_at) end
            as closed_at,
        case when o.told_outcome in ('won', 'lost') then null else o.closed_at end as expected_at,
        o.lost_reason,
        o.pipeline,
        o.product,
        o.kind,
        p.person_id,
        coalesce(a.account_id, w.account_id) as account_id
    from outcome as o
    left join settled as s on s.subject_id = o.id and s.stage = o.told_outcome
    left join person_entity as p on p.ref = o.person_id
    left join account_entity as a on a.ref = o.account_id
    left join who_person as w on w.person_id = p.person_id
),
stated as (
    select deal_id, min(lead_id) as lead_id
    from (
        select b.deal_id, l.lead_id
        from bought as b
        inner join who_lead as l on l.lead_id = b.lead_id
        union all
        select deal_id, lead_id from who_lead where deal_id is not null
    ) as named
    group by deal_id
),
unstated as (
    select b.deal_id, b.person_id, b.account_id, coalesce(b.created_at, b.closed_at) as began_at
    from bought as b
    left join stated as s on s.deal_id = b.deal_id
    where s.deal_id is null
),
candidate as (
    select b.deal_id, o.lead_id, o.created_at, 2 as closeness
    from unstated as b
    inner join who_lead as o on o.person_id = b.person_id
    where o.created_at <= b.began_at
    union all
    select b.deal_id, o.lead_id, o.created_at, 1 as closeness
    from unstated as b
    inner join who_lead as o on o.account_id = b.account_id
    where o.created_at <= b.began_at
),
nearest as (
    select
        deal_id,
        lead_id,
        closeness,
        row_number() over (
            partition by deal_id order by closeness desc, created_at desc, lead_id
        ) as place
    from candidate
),
linked as (
    select deal_id, lead_id, 'stated' as lead_link from stated
    union all
    select
        deal_id, lead_id, case when closeness = 2 then 'same person' else 'same company' end
        as lead_link
    from nearest
    where place = 1
)
select
    b.deal_id,
    b.name,
    b.person_id,
    b.account_id,
    case when u.unit = 'person' then coalesce(b.person_id, b.account_id)
        else coalesce(b.account_id, b.person_id) end as buyer_id,
    k.lead_id,
    k.lead_link,
    coalesce(b.campaign_id, l.campaign_id) as campaign_id,
    coalesce(n.channel, b.channel, l.channel) as channel,
    coalesce(m.member_id, b.owner_id) as owner_id,
    coalesce(m.team, 'sales') as team,
    b.amount,
    b.outcome,
    b.outcome = 'won' as is_won,
    b.created_at,
    b.closed_at,
    b.expected_at,
    l.created_at as lead_created_at,
    b.lost_reason,
    b.pipeline,
    b.product,
    b.kind,
    coalesce(b.closed_at >= z.starts_at and b.closed_at < z.ends_at, b.outcome in ('won', 'lost'))
        as ended_in_window,
    coalesce(
        floor(epoch(b.closed_at) / 86400) < floor(epoch(b.created_at) / 86400), false
    ) as is_closed_before_opened,
    coalesce(
        floor(epoch(b.closed_at) / 86400) < floor(epoch(l.created_at) / 86400), false
    ) as is_closed_before_lead
from bought as b
left join linked as k on k.deal_id = b.deal_id
left join who_lead as l on l.lead_id = k.lead_id
left join channel_name as n on n.raw = lower(trim(coalesce(b.channel, l.channel)))
left join team_member as m on m.member_ref = b.owner_id
left join buyer as u on true
left join audit_window as z on true
