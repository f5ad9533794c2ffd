-- acceptance.sql: of the leads handed over in the period, how many were accepted, rejected, sent
-- back for later, or not decided; as a whole, by month and by campaign. A lead without a date
-- counts in the whole alone. The rows called "age" say for how many days the undecided have waited.
with counted as (
    select
        h.*,
        cast(floor((w.ends_epoch - epoch(h.handed_over_at) - h.paused_seconds) / 86400) as bigint) as age_days
    from handoff_case as h
    cross join audit_window as w
    where h.is_in_window
),
sliced as (
    select '' as slice, '' as name, decision, handed_over_from, is_rejection_inferred, contacted_at from counted
    union all
    select 'month', month_name, decision, handed_over_from, is_rejection_inferred, contacted_at
    from counted
    where month_name is not null
    union all
    select 'campaign', campaign, decision, handed_over_from, is_rejection_inferred, contacted_at
    from counted
    where campaign is not null
    union all
    select 'age', cast(age_days as varchar), decision, handed_over_from, is_rejection_inferred, contacted_at
    from counted
    where decision is null and age_days is not null
)
select
    slice,
    name,
    count(*) as cases,
    count_if(coalesce(decision, '') = 'accepted') as accepted,
    count_if(coalesce(decision, '') = 'rejected') as rejected,
    count_if(coalesce(decision, '') = 'recycled') as recycled,
    count_if(decision is null) as undecided,
    count_if(is_rejection_inferred) as inferred,
    count_if(contacted_at is not null) as contacted,
    count_if(coalesce(handed_over_from, '') = 'creation of the lead') as from_creation
from sliced
group by slice, name
order by slice, name
