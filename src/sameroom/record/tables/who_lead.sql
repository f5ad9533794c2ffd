-- who_lead.sql: one row a lead: its person, its company, and what else is read of it again and again.
-- own_account_id is the company the lead itself names; account_id that, else its person's.
select
    l.id as lead_id,
    l.origin,
    l.person_id as person_ref,
    p.person_id,
    a.account_id as own_account_id,
    coalesce(a.account_id, w.account_id) as account_id,
    w.lifecycle_stage as person_stage,
    coalesce(w.row_count, 0) as person_rows,
    l.owner_id,
    l.campaign_id,
    l.channel,
    l.landing_page,
    l.created_at,
    l.handed_over_at,
    l.assigned_at,
    l.converted_at,
    l.return_at,
    l.deal_id,
    l.status,
    l.status_reason
from lead as l
left join person_entity as p on p.ref = l.person_id
left join account_entity as a on a.ref = l.account_id
left join who_person as w on w.person_id = p.person_id
