-- leak_row.sql: one row a lead handed over in the period, and the one leak it is counted under.
-- A lead is counted once, under the first that fits: won (no leak), rejected, never_worked,
-- off_segment (its buyer is in a segment that hardly ever wins), late; else none. A lead nobody
-- followed up without a date is undated: nobody can say that its time has passed, so it is no leak.
with placed as (
    select
        a.buyer_id,
        s.standing,
        a.attribute || ': ' || a.label as segment_ref
    from buyer_attribute as a
    inner join barren_segment as s on s.attribute = a.attribute and s.label = a.label
    where s.is_barren
),
ranked as (
    select
        buyer_id,
        segment_ref as segment,
        row_number() over (partition by buyer_id order by standing, segment_ref) as place
    from placed
),
barren as (
    select buyer_id, segment from ranked where place = 1
),
latest as (
    select * from handoff_case where is_latest and is_in_window
)
select
    h.lead_id,
    h.buyer_id,
    h.campaign_id,
    c.campaign,
    h.channel,
    h.owner_id,
    h.team,
    h.handed_over_at,
    h.contacted_at,
    h.first_touch_at,
    h.due_at,
    h.decision,
    h.reason,
    coalesce(h.is_touched, false) as is_touched,
    h.is_late,
    coalesce(h.is_won, false) as is_won,
    h.won_amount,
    b.segment,
    c.cost,
    case
        when coalesce(h.is_won, false) then 'none'
        when h.decision = 'rejected' then 'rejected'
        when not coalesce(h.is_touched, false) and h.decision is null and coalesce(h.is_due, false)
            then 'never_worked'
        when b.buyer_id is not null then 'off_segment'
        when coalesce(h.is_late, false) and coalesce(h.is_touched, false) then 'late'
        when not coalesce(h.is_touched, false) and h.decision is null and h.is_due is null
            then 'undated'
        else 'none'
    end as leak
from latest as h
left join barren as b on b.buyer_id = h.buyer_id
left join lead_cost as c on c.lead_id = h.lead_id
