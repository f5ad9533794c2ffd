-- sales_turn.sql: one row an act by which a human of sales was in contact with a buyer.
-- No machine, no colleague of another team, nothing internal, no task or note. The buyer is the one
-- the act names; failing that, its deal's, then its lead's.
select
    a.id as act_id,
    a.occurred_at,
    a.kind,
    coalesce(p.person_id, d.person_id, l.person_id) as person_id,
    case when u.unit = 'person'
        then coalesce(p.person_id, d.person_id, l.person_id, c.account_id, d.account_id)
        else coalesce(
            c.account_id, d.account_id, w.account_id, l.account_id,
            p.person_id, d.person_id, l.person_id
        )
    end as buyer_id,
    a.deal_id
from activity as a
left join team_member as m on m.member_ref = a.member_id
left join person_entity as p on p.ref = a.person_id
left join account_entity as c on c.ref = a.account_id
left join who_person as w on w.person_id = p.person_id
left join deal_case as d on d.deal_id = a.deal_id
left join who_lead as l on l.lead_id = a.lead_id
left join buyer as u on true
where a.occurred_at is not null
    and not coalesce(a.is_automatic, false)
    and coalesce(m.team, 'sales') = 'sales'
    and coalesce(a.direction, 'outbound') <> 'internal'
    and a.kind in ('call', 'email', 'meeting', 'visit', 'demo', 'proposal', 'message')
