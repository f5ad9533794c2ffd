-- handoff_case.sql: one row a lead handed over: what was decided, when it was first turned to,
-- whether the promise of a first contact was kept, and what it brought. Clocks stand still while the
-- buyer asked to wait (promise_due.sql says when they run out); a lateness that was excused is none.
-- Twins in rules.py: decide (decision), is_late, is_due.
with bought as (
    select
        o.case_id,
        min(d.deal_id) as deal_id,
        min(d.created_at) as deal_at,
        count_if(d.is_won and coalesce(d.closed_at < w.ends_at, true)) > 0 as is_won,
        sum(case when d.is_won and coalesce(d.closed_at < w.ends_at, true) then d.amount end)
            as won_amount,
        min(case when d.is_won and d.closed_at < w.ends_at then d.closed_at end) as won_at
    from handoff_opening as o
    inner join deal_case as d on d.lead_id = o.lead_id
    cross join audit_window as w
    where d.lead_link <> 'same company'
        and coalesce(d.created_at < w.ends_at, true)
        and (
            (o.turn = 1 and o.is_latest)
            or (
                coalesce(d.created_at >= o.handed_over_at, o.is_latest)
                and coalesce(d.created_at < o.until_at, true)
            )
        )
    group by o.case_id
),
lived as (
    select
        o.*,
        c.contacted_at,
        coalesce(c.contacts, 0) as contacts,
        b.deal_id,
        coalesce(b.is_won, false) as is_won,
        b.won_amount,
        b.won_at,
        b.deal_at,
        case when o.is_latest then coalesce(o.converted_at, b.deal_at) end as bought_at,
        o.is_latest and (o.converted_at is not null or b.case_id is not null) as is_converted,
        case when o.is_latest then o.stage_now end as last_stage
    from handoff_opening as o
    left join first_contact as c on c.case_id = o.case_id
    left join bought as b on b.case_id = o.case_id
),
judged as (
    select
        v.*,
        case
            when v.decided_stage in ('accepted', 'working', 'qualified', 'converted', 'customer')
                then 'accepted'
            when v.decided_stage in ('rejected', 'recycled') then v.decided_stage
            when v.decided_stage = 'disqualified' and v.contacted_at < v.decided_at then 'accepted'
            when v.decided_stage = 'disqualified' then 'rejected'
            when v.last_stage in ('accepted', 'working', 'qualified', 'converted', 'customer')
                then 'accepted'
            when v.last_stage in ('rejected', 'recycled') then v.last_stage
            when v.last_stage = 'disqualified' and v.contacted_at is not null then 'accepted'
            when v.last_stage = 'disqualified' then 'rejected'
            when v.is_converted then 'accepted'
        end as decision,
        coalesce(v.decided_stage, v.last_stage, '') = 'disqualified' as is_closed_by_word
    from lived as v
),
turned_to as (
    select
        j.*,
        least(
            coalesce(j.contacted_at, j.moved_at, j.sold_at),
            coalesce(j.moved_at, j.sold_at, j.contacted_at),
            coalesce(j.sold_at, j.contacted_at, j.moved_at)
        ) as first_touch_at,
        j.settled_at is not null or j.last_stage in ('working', 'qualified', 'disqualified', 'converted', 'customer',
            'rejected', 'recycled') as is_touched_now
    from (
        -- What is said to have come before the hand-over did not answer it at a known time.
        select
            *,
            case when bought_at >= handed_over_at then bought_at end as sold_at,
            case when settled_at >= handed_over_at then settled_at end as moved_at
        from judged
    ) as j
),
measured as (
    select
        t.*,
        c.clock,
        c.open_handed,
        c.due,
        coalesce(c.is_held, false) as is_held,
        coalesce(c.is_paused, false) as is_paused,
        coalesce(c.is_excused, false) as is_excused,
        t.first_touch_at is not null or coalesce(t.is_touched_now, false) as is_touched,
        cast(floor(epoch(t.first_touch_at)) as bigint) as touched,
        case
            when t.assigned_at < t.handed_over_at then cast(floor(epoch(t.handed_over_at)) as bigint)
            else cast(floor(epoch(t.assigned_at)) as bigint)
        end as assigned,
        w.ends_epoch as ends
    from turned_to as t
    cross join audit_window as w
    left join promise_due as c on c.case_id = t.case_id and c.promise = 'first_touch'
),
clocked as (
    select
        m.*,
        e.open_before
            + case when e.is_open then coalesce(m.touched, m.ends) - e.quarter * 900 else 0 end
            as open_ended,
        a.open_before + case when a.is_open then m.assigned - a.quarter * 900 else 0 end
            as open_assigned
    from measured as m
    left join calendar_quarter as e
        on e.calendar = m.clock
        and e.quarter = cast(floor(coalesce(m.touched, m.ends) / 900) as bigint)
    left join calendar_quarter as a
        on a.calendar = m.clock and a.quarter = cast(floor(m.assigned / 900) as bigint)
),
stood as (
    select
        c.case_id,
        sum(greatest(least(coalesce(p.open_ends, c.open_ended), c.open_ended) - p.open_starts, 0))
            as while_open,
        sum(greatest(
            least(coalesce(p.open_ends, c.open_assigned), c.open_assigned) - p.open_starts, 0
        )) as while_routing
    from clocked as c
    inner join promise_pause as p on p.case_id = c.case_id and p.promise = 'first_touch'
    group by c.case_id
),
paused as (
    select
        p.case_id,
        sum(least(coalesce(p.ends, w.ends_epoch), w.ends_epoch) - p.starts) as paused_seconds
    from case_pause as p
    cross join audit_window as w
    group by p.case_id
),
owed as (
    select
        c.*,
        coalesce(s.while_open, 0) as while_open,
        coalesce(s.while_routing, 0) as while_routing,
        coalesce(p.paused_seconds, 0) as paused_seconds,
        (c.first_touch_at is not null or not c.is_touched)
            and c.open_handed is not null and c.open_ended is not null as is_clocked
    from clocked as c
    left join stood as s on s.case_id = c.case_id
    left join paused as p on p.case_id = c.case_id
)
select
    o.case_id,
    o.lead_id,
    o.turn,
    o.is_latest,
    o.person_id,
    o.account_id,
    o.buyer_id,
    o.origin,
    o.campaign_id,
    o.campaign,
    o.channel,
    o.owner_id,
    o.owner,
    o.team,
    o.created_at,
    o.handed_over_at,
    strftime(o.handed_over_at, '%Y-%m') as month_name,
    o.handed_over_from,
    coalesce(o.handed_over_at >= w.starts_at, true) as is_in_window,
    o.assigned_at,
    o.decision,
    coalesce(o.decision, '') = 'rejected' and o.is_closed_by_word as is_rejection_inferred,
    case
        when o.decided_at is not null then o.decided_at
        when o.decision = 'accepted' then o.bought_at
    end as decided_at,
    case when o.decision in ('rejected', 'recycled') then coalesce(o.reason, o.status_reason) end
        as reason,
    case
        when o.decision not in ('rejected', 'recycled') then null
        else coalesce(o.reason_family, r.family)
    end as reason_family,
    o.contacted_at,
    o.contacts,
    o.settled_at,
    least(
        coalesce(o.last_moved_at, o.bought_at), coalesce(o.bought_at, o.last_moved_at)
    ) as concluded_at,
    coalesce(o.last_stage, '') in (
        'qualified', 'converted', 'customer', 'recycled', 'rejected', 'disqualified'
    ) or o.last_moved_at is not null or o.bought_at is not null or o.is_converted as is_concluded,
    o.recycled_at,
    o.recycled_at is not null or coalesce(o.decision, '') = 'recycled'
        or coalesce(o.last_stage, '') = 'recycled' as is_recycled,
    o.return_at,
    o.until_at as handed_over_again_at,
    o.first_touch_at,
    o.is_touched,
    o.is_clocked,
    case when o.is_clocked then o.open_ended - o.open_handed - o.while_open end
        as waited_seconds,
    case when o.is_clocked and o.assigned <= coalesce(o.touched, o.ends)
        then o.open_assigned - o.open_handed - o.while_routing end as routing_seconds,
    case when o.is_clocked and o.assigned <= coalesce(o.touched, o.ends)
        then o.open_ended - o.while_open - (o.open_assigned - o.while_routing) end
        as answering_seconds,
    to_timestamp(o.due) as due_at,
    case when o.is_held then false else o.due <= o.ends end as is_due,
    case
        when not o.is_clocked then null
        when o.is_held or o.is_excused then false
        else coalesce(o.touched, o.ends) > o.due
    end as is_late,
    o.is_excused,
    o.is_paused,
    o.paused_seconds,
    o.deal_id,
    o.is_won,
    o.won_amount,
    o.won_at,
    o.deal_at as deal_created_at
from owed as o
cross join audit_window as w
left join told_reason as r on r.raw = lower(trim(coalesce(o.reason, o.status_reason)))
