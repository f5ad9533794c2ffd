-- touch_timing.sql: touches by where the buyer stood with sales, as sums over buyers of the touches
-- in a position, of all touches, and of their squares and products: whole, by channel, by kind of
-- campaign; and of mass mails those that ran into a live negotiation.
with grouped as (
    select channel, campaign_kind, buyer_id, position, count(*) as touches
    from touch_position
    group by channel, campaign_kind, buyer_id, position
),
sliced as (
    select 'all' as slice, '' as label, buyer_id, position, touches from grouped
    union all
    select 'channel', channel, buyer_id, position, touches from grouped
    union all
    select 'campaign kind', campaign_kind, buyer_id, position, touches from grouped
),
per_buyer as (
    select
        slice,
        label,
        buyer_id,
        sum(touches) as touches,
        sum(case when position = 'before' then touches else 0 end) as in_before,
        sum(case when position = 'contact' then touches else 0 end) as in_contact,
        sum(case when position = 'during' then touches else 0 end) as in_during,
        sum(case when position = 'after' then touches else 0 end) as in_after
    from sliced
    where position <> 'unknown'
    group by slice, label, buyer_id
),
turned_down as (
    select distinct touch_id from mail_collision
),
mailed as (
    select
        m.buyer_id,
        count(*) as touches,
        sum(case when c.touch_id is null then 0 else 1 end) as hits
    from mass_mail as m
    left join turned_down as c on c.touch_id = m.touch_id
    group by m.buyer_id
),
counted as (
    select slice, label, 'before' as position, touches, in_before as hits from per_buyer
    union all
    select slice, label, 'contact', touches, in_contact from per_buyer
    union all
    select slice, label, 'during', touches, in_during from per_buyer
    union all
    select slice, label, 'after', touches, in_after from per_buyer
    union all
    select 'all', '', 'collision', touches, hits from mailed
)
select
    slice,
    label,
    position,
    count(*) as buyers,
    sum(touches) as touches,
    sum(hits) as hits,
    sum(touches * touches) as touch_squares,
    sum(hits * hits) as hit_squares,
    sum(touches * hits) as products,
    cast(0 as decimal(18, 2)) as amount
from counted
group by slice, label, position
union all
select
    'all' as slice, '' as label, 'unknown' as position, count(distinct buyer_id) as buyers,
    coalesce(sum(touches), 0) as touches,
    coalesce(sum(case when position = 'unknown' then touches else 0 end), 0) as hits,
    0 as touch_squares, 0 as hit_squares, 0 as products, cast(0 as decimal(18, 2)) as amount
from grouped
union all
select
    'all' as slice, '' as label, 'deals' as position, count(distinct buyer_id) as buyers,
    count(*) as touches, count(*) as hits, 0 as touch_squares, 0 as hit_squares, 0 as products,
    cast(coalesce(sum(amount), 0) as decimal(18, 2)) as amount
from (select deal_id, min(buyer_id) as buyer_id, max(amount) as amount from mail_collision
    group by deal_id) as met
