-- handoff_opening.sql: one row a hand-over of a lead: whose it is, when it came, who has it.
-- The history tells the moment; else the field its system has for it; else the lead's creation.
-- Where a system tells hand-overs at all, its leads that were never handed over are no cases; where
-- it does not, every lead counts from its creation.
with known as (
    select
        l.lead_id,
        l.origin,
        coalesce(l.person_id, l.person_ref) as person_id,
        l.account_id,
        l.owner_id,
        l.campaign_id,
        l.channel,
        l.created_at,
        l.handed_over_at,
        l.assigned_at,
        l.converted_at,
        l.return_at,
        l.deal_id,
        l.status_reason,
        coalesce(s.stage, t.stage) as stage_now
    from who_lead as l
    left join lifecycle_stage as s on s.subject = 'lead' and s.raw = lower(trim(l.status))
    left join lifecycle_stage as t
        on t.subject = 'person' and t.raw = lower(trim(l.person_stage))
    union all
    select
        f.lead_id,
        'history' as origin,
        coalesce(p.person_id, f.person_id) as person_id,
        w.account_id,
        null as owner_id,
        null as campaign_id,
        null as channel,
        null as created_at,
        null as handed_over_at,
        null as assigned_at,
        null as converted_at,
        null as return_at,
        null as deal_id,
        null as status_reason,
        t.stage as stage_now
    from lead_life as f
    left join who_lead as l on l.lead_id = f.lead_id
    left join person_entity as p on p.ref = f.person_id
    left join who_person as w on w.person_id = p.person_id
    left join lifecycle_stage as t
        on t.subject = 'person' and t.raw = lower(trim(w.lifecycle_stage))
    where l.lead_id is null and f.person_id is not null and f.turn = 1
        and f.handed_over_at is not null
),
telling as (
    select distinct l.origin
    from who_lead as l
    left join lead_life as f on f.lead_id = l.lead_id
    left join lifecycle_stage as s on s.subject = 'lead' and s.raw = lower(trim(l.status))
    left join lifecycle_stage as t
        on t.subject = 'person' and t.raw = lower(trim(l.person_stage))
    where f.handed_over_at is not null
        or l.handed_over_at is not null
        or coalesce(s.stage, t.stage) = 'handed_over'
    union
    select 'history' as origin
),
opened as (
    select
        k.*,
        coalesce(f.turn, 1) as turn,
        f.until_at,
        f.until_at is null as is_latest,
        coalesce(
            f.handed_over_at,
            case when coalesce(f.turn, 1) = 1 then coalesce(k.handed_over_at, k.created_at) end
        ) as opened_at,
        case
            when f.handed_over_at is not null then 'stage history'
            when k.handed_over_at is not null then 'hand-over date'
            when k.created_at is not null then 'creation of the lead'
        end as opened_from,
        f.decided_at,
        f.decided_stage,
        f.settled_at,
        f.concluded_at,
        f.recycled_at,
        f.reason,
        f.reason_family,
        o.origin is not null as is_told
    from known as k
    left join lead_life as f on f.lead_id = k.lead_id
    left join telling as o on o.origin = k.origin
    where o.origin is null
        or f.lead_id is not null
        or k.handed_over_at is not null
        or k.stage_now <> 'new'
        or k.converted_at is not null
        or k.deal_id is not null
)
select
    o.lead_id || case when o.turn > 1 then '#' || cast(o.turn as varchar) else '' end as case_id,
    o.lead_id,
    o.turn,
    o.is_latest,
    o.person_id,
    o.account_id,
    case when u.unit = 'person' then coalesce(o.person_id, o.lead_id)
        else coalesce(o.account_id, o.person_id, o.lead_id) end as buyer_id,
    o.origin,
    e.campaign_id,
    e.name as campaign,
    coalesce(n.channel, o.channel, e.channel) as channel,
    m.member_id as owner_id,
    m.name as owner,
    m.team,
    m.calendar,
    o.created_at,
    o.opened_at as handed_over_at,
    o.opened_from as handed_over_from,
    o.opened_from <> 'creation of the lead' or not o.is_told as is_dated,
    o.assigned_at,
    o.converted_at,
    o.stage_now,
    o.status_reason,
    o.decided_at,
    o.decided_stage,
    o.settled_at,
    o.concluded_at as last_moved_at,
    o.recycled_at,
    o.return_at,
    o.reason,
    o.reason_family,
    o.until_at
from opened as o
cross join audit_window as w
left join buyer as u on true
left join campaign_entity as e on e.ref = o.campaign_id
left join channel_name as n on n.raw = lower(trim(o.channel))
left join team_member as m on m.member_ref = o.owner_id
where o.opened_at is null or o.opened_at < w.ends_at
