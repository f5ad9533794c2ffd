-- off_icp_effort.sql: acts and minutes of sales by what the buyer is to the ideal customer in force,
-- as sums and sums of squares over buyers. "verdict" parts all buyers; "attribute" and "why" count
-- each buyer under every condition it fails. "agreed" counts the conditions, "nobody" the acts
-- whose buyer nobody recorded.
with failed as (
    select f.attribute, f.why, e.buyer_id, e.acts, e.timed_acts, e.minutes
    from icp_fit as f
    inner join icp_effort as e on e.buyer_id = f.buyer_id
    where f.fits = 0
),
by_attribute as (
    select attribute, buyer_id, max(acts) as acts, max(timed_acts) as timed_acts,
        max(minutes) as minutes
    from failed
    group by attribute, buyer_id
),
by_why as (
    select attribute, why, buyer_id, max(acts) as acts, max(timed_acts) as timed_acts,
        max(minutes) as minutes
    from failed
    group by attribute, why, buyer_id
),
sliced as (
    select 'verdict' as slice, verdict as name, '' as why, acts, timed_acts, minutes
    from icp_effort
    union all
    select 'attribute', attribute, '', acts, timed_acts, minutes from by_attribute
    union all
    select 'why', attribute, why, acts, timed_acts, minutes from by_why
)
select
    slice,
    name,
    why,
    count(*) as buyers,
    sum(acts) as acts,
    sum(acts * acts) as acts_squares,
    sum(timed_acts) as timed_acts,
    sum(minutes) as minutes,
    sum(minutes * minutes) as minutes_squares,
    count_if(timed_acts > 0) as timed_buyers
from sliced
group by slice, name, why
union all
select 'agreed', '', '', count(*), 0, 0, 0, 0.0, 0.0, 0 from icp_criterion
union all
select 'nobody', '', '', 0, count(*), 0, 0, 0.0, 0.0, 0
from sales_act
where is_in_window and buyer_id is null
order by slice, name, why
