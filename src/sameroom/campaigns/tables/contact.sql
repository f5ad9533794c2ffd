-- contact.sql: one row a contact that a team sought with a person: a mail sent by marketing, a call,
-- mail, message, meeting, visit, demo or proposal by one of us, by a machine as well: whoever gets
-- it counts it. The month before the period is kept too, to count what came before.
with sought as (
    select
        t.id as contact_id, t.occurred_at, 'marketing' as team, 'mail sent' as kind,
        p.person_id, t.campaign_id
    from touch as t
    inner join person_entity as p on p.ref = t.person_id
    where t.kind = 'email_sent'
    union all
    select
        a.id as contact_id, a.occurred_at, coalesce(m.team, 'sales') as team, a.kind,
        coalesce(p.person_id, l.person_id) as person_id,
        cast(null as varchar) as campaign_id
    from activity as a
    left join team_member as m on m.member_ref = a.member_id
    left join person_entity as p on p.ref = a.person_id
    left join who_lead as l on l.lead_id = a.lead_id
    where coalesce(a.direction, 'outbound') = 'outbound'
        and a.kind in ('call', 'email', 'meeting', 'visit', 'demo', 'proposal', 'message')
)
select
    s.contact_id,
    s.occurred_at,
    s.team,
    s.kind,
    s.person_id,
    s.campaign_id,
    cast(floor(epoch(s.occurred_at)) as bigint) as occurred,
    cast(floor((epoch(s.occurred_at) / 86400 + 3) / 7) as bigint) as week_number,
    s.occurred_at >= z.starts_at as is_in_window
from sought as s
cross join audit_window as z
where s.person_id is not null
    and s.occurred_at < z.ends_at
    and epoch(s.occurred_at) >= epoch(z.starts_at) - 30 * 86400
