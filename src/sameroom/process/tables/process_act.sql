-- process_act.sql: one row an act of selling: done by a human of sales, towards or by the buyer. Notes
-- and tasks are paperwork and do not count. It is a step of the deal it names, else of the lead it
-- names, else of the only lead of its person; else of no case.
with only_lead as (
    select person_id, min(lead_id) as lead_id
    from who_lead
    where person_id is not null
    group by person_id
    having count(*) = 1
),
done as (
    select
        a.id as act_id,
        a.kind,
        a.occurred_at,
        a.deal_id,
        e.person_id,
        a.account_id,
        coalesce(a.lead_id, o.lead_id) as lead_id,
        coalesce(m.member_id, a.member_id) as member_id,
        coalesce(m.team, 'sales') as team
    from activity as a
    cross join audit_window as w
    left join team_member as m on m.member_ref = a.member_id
    left join person_entity as e on e.ref = a.person_id
    left join only_lead as o on o.person_id = e.person_id
    where a.occurred_at < w.ends_at
        and a.kind is not null
        and a.kind not in ('note', 'task')
        and not coalesce(a.is_automatic, false)
        and coalesce(a.direction, 'outbound') <> 'internal'
)
select
    act_id,
    case when deal_id is not null then 'deal' when lead_id is not null then 'lead' end as noun,
    coalesce(deal_id, lead_id) as case_id,
    person_id,
    account_id,
    kind,
    occurred_at,
    member_id,
    team
from done
where team = 'sales'
