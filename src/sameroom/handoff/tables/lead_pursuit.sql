-- lead_pursuit.sql: one row a lead that was contacted: how often it was tried in the days promised.
-- The days run from the first contact; what came before it is the wait. A lead that answers, or is
-- decided beyond "accepted", before they have passed need not be tried again. Twin: rules.is_pursued.
with promised as (
    select attempts, days from promise where name = 'persistence'
),
begun as (
    select
        h.*,
        cast(floor(epoch(h.contacted_at)) as bigint) as began,
        cast(floor(epoch(h.contacted_at)) as bigint) + p.days * 86400 as until_epoch,
        p.attempts as attempts_promised,
        w.ends_epoch
    from handoff_case as h
    inner join promised as p on true
    cross join audit_window as w
    where h.contacted_at is not null
),
tried as (
    select
        b.case_id,
        count(distinct case when a.is_contact then floor(epoch(a.occurred_at)) end) as attempts,
        count_if(a.is_answer) as answers
    from begun as b
    inner join case_act as a on a.case_id = b.case_id
    where a.occurred_at is not null
        and floor(epoch(a.occurred_at)) >= b.began
        and floor(epoch(a.occurred_at)) < b.until_epoch
    group by b.case_id
)
select
    b.case_id,
    b.campaign,
    b.channel,
    b.owner_id,
    b.team,
    b.month_name,
    b.handed_over_at,
    b.contacted_at,
    to_timestamp(b.until_epoch) as pursued_until,
    b.is_in_window,
    coalesce(t.attempts, 0) as attempts,
    coalesce(t.attempts, 0) >= b.attempts_promised as is_pursued,
    b.until_epoch <= b.ends_epoch as has_elapsed,
    coalesce(t.answers, 0) > 0 as has_answered,
    case
        when not b.is_concluded then false
        when b.concluded_at is null then true
        else floor(epoch(b.concluded_at)) < b.until_epoch
    end as has_ended,
    b.is_concluded and b.concluded_at is null as has_ended_undated
from begun as b
left join tried as t on t.case_id = b.case_id
