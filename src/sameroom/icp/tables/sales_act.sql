-- sales_act.sql: one row a human sales act before the period's end, and the buyer it went to.
-- The same acts as count for "worked" in account_step.sql: by sales, by no machine, towards the
-- buyer. The buyer is the one the act itself names, else that of its lead, else that of its deal.
with act as (
    select
        t.id as act_id,
        t.occurred_at,
        t.kind,
        t.minutes,
        t.member_id,
        t.person_id as person_ref,
        t.account_id as account_ref,
        t.lead_id,
        t.deal_id,
        coalesce(t.occurred_at >= z.starts_at, true) as is_in_window
    from activity as t
    cross join audit_window as z
    left join team_member as m on m.member_ref = t.member_id
    where not coalesce(t.is_automatic, false)
        and coalesce(t.direction, 'outbound') = 'outbound'
        and coalesce(t.kind, 'other') in ('call', 'email', 'meeting', 'visit', 'demo', 'proposal',
            'message')
        and coalesce(m.team, 'sales') = 'sales'
        and (t.occurred_at is null or t.occurred_at < z.ends_at)
)
select
    t.act_id,
    t.occurred_at,
    t.kind,
    t.minutes,
    t.member_id,
    coalesce(
        case when u.unit = 'person' then e.person_id
            else coalesce(a.account_id, w.account_id, e.person_id) end,
        case when u.unit = 'person' then l.person_id
            else coalesce(l.account_id, l.person_id) end,
        d.buyer_id
    ) as buyer_id,
    t.is_in_window
from act as t
left join buyer as u on true
left join person_entity as e on e.ref = t.person_ref
left join who_person as w on w.person_id = e.person_id
left join account_entity as a on a.ref = t.account_ref
left join who_lead as l on l.lead_id = t.lead_id
left join deal_case as d on d.deal_id = t.deal_id
