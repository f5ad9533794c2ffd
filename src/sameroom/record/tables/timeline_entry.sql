-- timeline_entry.sql: one row for everything that either team did with a buyer, or that befell them.
-- What nobody dated has no place on a timeline, and what names no buyer belongs to none. Every
-- entry carries the person, the company and the deal it is about, as far as they are known. A change
-- of stage carries the agreed stage beside its system's word, where the agreement knows that word.
with said as (
    select
        t.id as entry_id,
        t.occurred_at as happened_at,
        'marketing' as side,
        'touch' as noun,
        t.kind,
        coalesce(c.name, s.title, t.channel) as about,
        cast(null as varchar) as detail,
        cast(null as varchar) as member_ref,
        t.person_id as person_ref,
        t.account_id as account_ref,
        cast(null as varchar) as deal_ref,
        cast(null as varchar) as lead_ref
    from touch as t
    left join campaign_entity as c on c.ref = t.campaign_id
    left join asset as s on s.id = t.asset_id
    where t.kind is null or t.kind not in ('targeted', 'impression')
    union all
    select
        a.id, a.occurred_at, coalesce(m.team, 'sales'), 'activity', a.kind, a.subject, a.outcome,
        a.member_id, a.person_id, a.account_id, a.deal_id, a.lead_id
    from activity as a
    left join team_member as m on m.member_ref = a.member_id
    union all
    select
        c.id, c.changed_at, coalesce(m.team, 'sales'), 'stage_change', c.subject, c.to_stage,
        c.reason, c.changed_by_id,
        case when c.subject = 'person' then c.subject_id end, null,
        case when c.subject = 'deal' then c.subject_id end,
        case when c.subject = 'lead' then c.subject_id end
    from stage_change as c
    left join team_member as m on m.member_ref = c.changed_by_id
    union all
    select
        s.id, s.occurred_at, coalesce(m.team, 'sales'), 'asset_use', s.kind, p.title, null,
        s.member_id, s.person_id, null, s.deal_id, null
    from asset_use as s
    left join asset as p on p.id = s.asset_id
    left join team_member as m on m.member_ref = s.member_id
    union all
    select
        t.id, t.opened_at, coalesce(m.team, 'service'), 'ticket', t.category, t.subject, t.status,
        t.member_id, t.person_id, t.account_id, null, null
    from ticket as t
    left join team_member as m on m.member_ref = t.member_id
    union all
    select
        l.id || ' handed over', l.handed_over_at, 'marketing', 'lead', 'handed over', l.channel,
        null, null, l.person_id, l.account_id, null, l.id
    from lead as l
    union all
    select
        d.id || ' opened', d.created_at, 'sales', 'deal', 'opened', d.name, null,
        d.owner_id, d.person_id, d.account_id, d.id, null
    from deal as d
    union all
    select
        d.id || ' ended', d.closed_at, 'sales', 'deal', d.outcome, d.name, d.lost_reason,
        d.owner_id, d.person_id, d.account_id, d.id, null
    from deal as d
    where d.outcome in ('won', 'lost')
),
found as (
    select
        s.*,
        d.deal_id,
        coalesce(p.person_id, l.person_id, d.person_id) as person_id,
        coalesce(a.account_id, l.account_id, d.account_id, w.account_id) as account_id
    from said as s
    cross join audit_window as z
    left join person_entity as p on p.ref = s.person_ref
    left join account_entity as a on a.ref = s.account_ref
    left join who_lead as l on l.lead_id = s.lead_ref
    left join deal_case as d on d.deal_id = s.deal_ref
    left join who_person as w on w.person_id = p.person_id
    where s.happened_at < z.ends_at
)
select
    f.noun || ' ' || f.entry_id as entry_id,
    f.happened_at,
    f.side,
    f.noun,
    f.kind,
    f.about,
    f.detail,
    m.member_id,
    m.name as member_name,
    m.team as member_team,
    f.person_id,
    coalesce(f.account_id, w.account_id) as account_id,
    f.deal_id,
    g.stage
from found as f
left join who_person as w on w.person_id = f.person_id
left join team_member as m on m.member_ref = f.member_ref
left join lifecycle_stage as g
    on f.noun = 'stage_change' and g.subject = f.kind and g.raw = lower(trim(f.about))
where f.person_id is not null or f.account_id is not null or f.deal_id is not null
