-- lead_routing.sql: one row a lead with a clock: the working time until a person had it, and from
-- then until a human followed it up. A lead that somebody followed up before it was assigned was routed
-- by that. A lead owned by a queue, or by nobody, is still being routed. Where an owner stands in the
-- record and nothing says since when, the two cannot be parted. Twin: rules.holder_of.
with held as (
    select
        h.*,
        case
            when h.owner_id is null then 'nobody'
            when starts_with(split_part(h.owner_id, ':', 2), '00G')
                or contains(lower(coalesce(h.owner, h.owner_id)), 'queue') then 'queue'
            else 'person'
        end as holder
    from handoff_case as h
    where h.is_clocked
)
select
    h.case_id,
    h.campaign,
    h.channel,
    h.owner_id,
    h.team,
    h.month_name,
    h.handed_over_at,
    h.assigned_at,
    h.first_touch_at,
    h.is_in_window,
    h.holder,
    case
        when h.holder = 'person' then coalesce(h.routing_seconds, case
            when h.assigned_at is not null then h.waited_seconds end)
        else h.waited_seconds
    end as routing_seconds,
    h.holder = 'person' and h.routing_seconds is not null or h.first_touch_at is not null
        as is_routed,
    case when h.holder = 'person' then h.answering_seconds end as human_seconds,
    h.first_touch_at is not null as is_touched,
    h.holder = 'person' and h.assigned_at is null as is_untimed,
    h.waited_seconds
from held as h
