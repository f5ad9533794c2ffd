-- account_step.sql: one row a buyer and step reached in the period, with what their wins brought.
-- targeted: any touch by marketing, or handed over. handed_over: a lead given to sales.
-- worked: a human sales act, a first touch, or a deal. won: a first or won-back deal was won.
-- What has no date cannot be placed in time and counts in every period.
with met as (
    select 'targeted' as step, person_ref, account_ref, null as lead_id, null as deal_id, reached_at
    from touched_ref
    where is_in_window = 1
    union all
    select 'worked', t.person_id, t.account_id, t.lead_id, t.deal_id, t.occurred_at
    from activity as t
    cross join audit_window as z
    left join team_member as m on m.member_ref = t.member_id
    where not coalesce(t.is_automatic, false)
        and coalesce(t.direction, 'outbound') = 'outbound'
        and coalesce(t.kind, 'other') in ('call', 'email', 'meeting', 'visit', 'demo', 'proposal',
            'message')
        and coalesce(m.team, 'sales') = 'sales'
        and (t.occurred_at is null or (t.occurred_at >= z.starts_at and t.occurred_at < z.ends_at))
),
placed as (
    select
        t.step,
        case when u.unit = 'person' then e.person_id
            else coalesce(a.account_id, w.account_id, e.person_id) end as buyer_id,
        t.lead_id,
        t.deal_id,
        t.reached_at
    from met as t
    left join buyer as u on true
    left join person_entity as e on e.ref = t.person_ref
    left join who_person as w on w.person_id = e.person_id
    left join account_entity as a on a.ref = t.account_ref
),
reached as (
    select step, buyer_id, reached_at from placed where buyer_id is not null
    union all
    select
        t.step,
        coalesce(
            case when u.unit = 'person' then l.person_id
                else coalesce(l.account_id, l.person_id) end,
            d.buyer_id
        ) as buyer_id,
        t.reached_at
    from placed as t
    left join buyer as u on true
    left join who_lead as l on l.lead_id = t.lead_id
    left join deal_case as d on d.deal_id = t.deal_id
    where t.buyer_id is null
),
handed as (
    select
        buyer_id,
        min(handed_over_at) as reached_at,
        min(first_touch_at) as touched_at,
        max(case when is_touched then 1 else 0 end) as is_touched
    from handoff_case
    where is_in_window
    group by buyer_id
),
dealt as (
    select d.buyer_id, min(d.created_at) as reached_at
    from deal_case as d
    cross join audit_window as z
    where d.created_at is null
        or (d.created_at >= z.starts_at and d.created_at < z.ends_at)
        or d.ended_in_window
    group by d.buyer_id
),
bought as (
    select buyer_id, min(closed_at) as reached_at, sum(coalesce(amount, 0)) as revenue
    from deal_case
    where is_won and ended_in_window and coalesce(kind, 'new') in ('new', 'win-back')
    group by buyer_id
),
stepped as (
    select buyer_id, step, reached_at, cast(0 as decimal(18, 2)) as revenue
    from reached
    union all
    select buyer_id, 'targeted', reached_at, cast(0 as decimal(18, 2)) from handed
    union all
    select buyer_id, 'handed_over', reached_at, cast(0 as decimal(18, 2)) from handed
    union all
    select buyer_id, 'worked', touched_at, cast(0 as decimal(18, 2))
    from handed
    where is_touched = 1
    union all
    select buyer_id, 'worked', reached_at, cast(0 as decimal(18, 2)) from dealt
    union all
    select buyer_id, 'won', reached_at, cast(revenue as decimal(18, 2)) from bought
)
select buyer_id, step, min(reached_at) as reached_at, sum(revenue) as revenue
from stepped
where buyer_id is not null
group by buyer_id, step
