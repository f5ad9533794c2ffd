-- process_case.sql: one row a case, a deal or a lead: when it began and ended, how, and its path. What
-- ended after the period is still open as far as we read. A lead is won when it became a deal.
with deal_known as (
    select
        'deal' as noun, deal_id as case_id, outcome, created_at as opened_at, closed_at as ended_at,
        channel, owner_id, amount, lost_reason
    from deal_case
),
dealing as (
    select distinct lead_id from deal_case where lead_id is not null and lead_link <> 'same company'
),
lead_known as (
    select
        'lead' as noun,
        l.lead_id as case_id,
        case
            when d.lead_id is not null or s.stage in ('converted', 'customer') then 'won'
            when s.stage in ('rejected', 'disqualified') then 'lost'
            else 'open'
        end as outcome,
        l.created_at as opened_at,
        l.converted_at as ended_at,
        l.channel,
        l.owner_id,
        cast(null as double) as amount,
        l.status_reason as lost_reason
    from who_lead as l
    left join lifecycle_stage as s on s.subject = 'lead' and s.raw = lower(trim(l.status))
    left join dealing as d on d.lead_id = l.lead_id
),
known as (
    select noun, case_id, outcome, opened_at, ended_at, channel, owner_id, cast(amount as double)
        as amount, lost_reason
    from deal_known
    union all
    select noun, case_id, outcome, opened_at, ended_at, channel, owner_id, amount, lost_reason
    from lead_known
),
joined as (
    select
        coalesce(k.noun, p.noun) as noun,
        coalesce(k.case_id, p.case_id) as case_id,
        coalesce(k.outcome, e.stage, 'open') as outcome,
        case when p.first_at < k.opened_at or k.opened_at is null then p.first_at
            else k.opened_at end as began_at,
        coalesce(k.ended_at, p.last_at) as ended_at,
        k.channel,
        k.owner_id,
        k.amount,
        k.lost_reason,
        coalesce(p.first_at, k.opened_at) as entered_at,
        coalesce(p.steps, 0) as steps,
        coalesce(p.path_steps, 0) as path_steps,
        coalesce(p.print_a, 0) as print_a,
        coalesce(p.print_b, 0) as print_b,
        p.last_id,
        coalesce(p.marketing_seconds, 0) as marketing_seconds,
        coalesce(p.sales_seconds, 0) as sales_seconds
    from known as k
    full outer join process_path as p on p.noun = k.noun and p.case_id = k.case_id
    left join process_mark as m on m.step_id = p.last_id
    left join lifecycle_stage as e
        on e.subject = p.noun and e.raw = lower(m.step) and e.stage in ('won', 'lost')
),
timed as (
    select
        j.*,
        case when j.outcome in ('won', 'lost') and coalesce(j.ended_at < w.ends_at, true)
            then j.outcome else 'open' end as outcome_now,
        coalesce(
            j.entered_at >= w.starts_at and j.entered_at < w.ends_at, j.entered_at is null
        ) as is_in_window,
        epoch(w.ends_at) as window_end
    from joined as j
    cross join audit_window as w
)
select
    noun,
    case_id,
    outcome_now as outcome,
    began_at,
    case when outcome_now <> 'open' then ended_at end as ended_at,
    channel,
    owner_id,
    amount,
    case when outcome_now = 'lost' then lost_reason end as lost_reason,
    steps,
    path_steps,
    print_a,
    print_b,
    last_id,
    marketing_seconds,
    sales_seconds,
    is_in_window,
    case when outcome_now = 'open' then window_end - epoch(began_at)
        else epoch(ended_at) - epoch(began_at) end as lasted_seconds
from timed
