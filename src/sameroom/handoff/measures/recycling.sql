-- recycling.sql: of the leads handed over in the period, how many were decided and how many were
-- sent back for later; of those sent back, how many were won later (only where the agreed horizon
-- has passed) and how many were taken up again on the day set; by month and campaign.
with counted as (
    select
        h.month_name,
        h.campaign,
        case when coalesce(h.decision, '') in ('accepted', 'rejected') then 1 else 0 end as decided,
        case when h.is_recycled then 1 else 0 end as recycled,
        case when r.recycled_at is null and h.is_recycled then 1 else 0 end as undated,
        case when coalesce(r.is_mature, false) then 1 else 0 end as mature,
        case when coalesce(r.is_mature and r.is_won_later, false) then 1 else 0 end as won,
        case when r.return_at is not null then 1 else 0 end as with_return,
        case when coalesce(r.is_return_due, false) then 1 else 0 end as due,
        case when coalesce(r.is_return_due and r.is_return_kept, false) then 1 else 0 end as kept
    from handoff_case as h
    left join recycled_lead as r on r.case_id = h.case_id
    where h.is_in_window and (h.decision is not null or h.is_recycled)
),
sliced as (
    select '' as slice, '' as name, c.* from counted as c
    union all
    select 'month', c.month_name, c.* from counted as c where c.month_name is not null
    union all
    select 'campaign', c.campaign, c.* from counted as c where c.campaign is not null
)
select
    slice,
    name,
    count(*) as cases,
    sum(decided) as decided,
    sum(recycled) as recycled,
    sum(recycled * decided) as recycled_after,
    sum(undated) as undated,
    sum(mature) as mature,
    sum(won) as won,
    sum(with_return) as with_return,
    sum(due) as due,
    sum(kept) as kept
from sliced
group by slice, name
order by slice, name
