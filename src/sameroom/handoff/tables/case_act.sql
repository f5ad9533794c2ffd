-- case_act.sql: the human acts of each hand-over, ours towards the buyer and the buyer's to us.
-- `is_contact` is the twin of rules.is_contact: no machine, no colleague of marketing; towards the
-- buyer, or by a kind of act that is. `is_answer`: the buyer wrote or called us, met us, or was reached by
-- what the act itself says of its outcome. An act that names no lead counts for the person's latest
-- hand-over before it, one that names only a deal for the lead the deal came from.
with reached_word as (
    select outcome
    from (
        values
        ('connected'), ('answered'), ('reached'), ('spoke'), ('replied'), ('interested'),
        ('not interested'), ('call back later'), ('erreicht'), ('beantwortet'), ('joint'),
        ('contactado')
    ) as listed (outcome)
),
act as (
    select
        a.id as act_id,
        a.lead_id,
        a.deal_id,
        a.person_id,
        a.occurred_at,
        floor(epoch(a.occurred_at)) as occurred,
        coalesce(m.team, 'sales') <> 'marketing'
            and (
                coalesce(a.direction, '') = 'outbound'
                or (
                    a.direction is null
                    and a.kind in (
                        'call', 'email', 'meeting', 'visit', 'demo', 'proposal', 'message'
                    )
                )
            ) as is_contact,
        coalesce(a.direction, '') = 'inbound'
            or (
                coalesce(a.kind, '') in ('meeting', 'visit', 'demo')
                and lower(trim(coalesce(a.outcome, ''))) not in (
                    'no show', 'no-show', 'canceled', 'cancelled', 'rescheduled', 'scheduled'
                )
            )
            or r.outcome is not null as is_answer
    from activity as a
    cross join audit_window as w
    left join team_member as m on m.member_ref = a.member_id
    left join reached_word as r on r.outcome = lower(trim(a.outcome))
    where not coalesce(a.is_automatic, false)
        and a.occurred_at < w.ends_at
        and coalesce(a.direction, '') <> 'internal'
),
-- Only whoever was handed over more than once needs their hand-overs put in order.
several as (
    select person_id from handoff_opening group by person_id having count(*) > 1
),
followed as (
    select
        o.case_id,
        o.handed_over_at,
        lead(o.handed_over_at) over (
            partition by o.person_id order by o.handed_over_at nulls last, o.lead_id, o.turn, o.case_id
        ) as next_at
    from handoff_opening as o
    inner join several as s on s.person_id = o.person_id
),
opening as (
    select
        o.case_id,
        o.lead_id,
        o.person_id,
        floor(epoch(o.handed_over_at)) as handed,
        floor(epoch(o.until_at)) as until_turn,
        case when f.next_at > f.handed_over_at then floor(epoch(f.next_at)) end as until_next
    from handoff_opening as o
    left join followed as f on f.case_id = o.case_id
),
answered as (
    select o.case_id, a.act_id, a.occurred_at, a.is_contact, a.is_answer
    from act as a
    inner join opening as o on o.lead_id = a.lead_id
    where coalesce(a.occurred >= o.handed, true) and coalesce(a.occurred < o.until_turn, true)
    union all
    select o.case_id, a.act_id, a.occurred_at, a.is_contact, a.is_answer
    from act as a
    inner join person_entity as e on e.ref = a.person_id
    inner join opening as o on o.person_id = e.person_id
    where a.lead_id is null
        and coalesce(a.occurred >= o.handed, true)
        and coalesce(a.occurred < o.until_next, true)
    union all
    select o.case_id, a.act_id, a.occurred_at, a.is_contact, a.is_answer
    from act as a
    inner join deal_case as d on d.deal_id = a.deal_id
    inner join opening as o on o.lead_id = d.lead_id
    where a.lead_id is null
        and a.person_id is null
        and d.lead_link <> 'same company'
        and coalesce(a.occurred >= o.handed, true)
        and coalesce(a.occurred < o.until_turn, true)
)
select case_id, act_id, occurred_at, is_contact, is_answer
from answered
where is_contact or is_answer
