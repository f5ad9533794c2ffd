-- first_contact.sql: when a human of ours first turned to the buyer after each hand-over.
-- Twin of rules.is_contact: no machine, no colleague of marketing; towards the buyer, or by a kind
-- of act that is. An act that names no lead counts for the person's latest hand-over before it,
-- one that names only a deal for the lead the deal came from.
with act as (
    select
        a.lead_id,
        a.deal_id,
        a.person_id,
        a.occurred_at,
        floor(epoch(a.occurred_at)) as occurred
    from activity as a
    cross join audit_window as w
    left join team_member as m on m.member_ref = a.member_id
    where not coalesce(a.is_automatic, false)
        and coalesce(m.team, 'sales') <> 'marketing'
        and a.occurred_at < w.ends_at
        and (
            a.direction = 'outbound'
            or (
                a.direction is null
                and a.kind in ('call', 'email', 'meeting', 'visit', 'demo', 'proposal', 'message')
            )
        )
),
opening as (
    select
        case_id,
        lead_id,
        person_id,
        floor(epoch(handed_over_at)) as handed,
        floor(epoch(until_at)) as until_turn,
        case when next_at > handed_over_at then floor(epoch(next_at)) end as until_next
    from handoff_opening
),
answered as (
    select o.case_id, a.occurred_at
    from act as a
    inner join opening as o on o.lead_id = a.lead_id
    where coalesce(a.occurred >= o.handed, true) and coalesce(a.occurred < o.until_turn, true)
    union all
    select o.case_id, a.occurred_at
    from act as a
    inner join person_entity as e on e.ref = a.person_id
    inner join opening as o on o.person_id = e.person_id
    where a.lead_id is null
        and coalesce(a.occurred >= o.handed, true)
        and coalesce(a.occurred < o.until_next, true)
    union all
    select o.case_id, a.occurred_at
    from act as a
    inner join deal_case as d on d.deal_id = a.deal_id
    inner join opening as o on o.lead_id = d.lead_id
    where a.lead_id is null
        and a.person_id is null
        and d.lead_link <> 'same company'
        and coalesce(a.occurred >= o.handed, true)
        and coalesce(a.occurred < o.until_turn, true)
)
select case_id, min(occurred_at) as contacted_at, count(*) as contacts
from answered
group by case_id
