-- touch_position.sql: one row a marketing touch of the period, and where the buyer stood with sales
-- at that instant: "during" an open deal; "after" one that was closed; in "contact" with sales
-- without a deal; "before" any of it. Nothing is read from later than the touch. Where a deal of
-- the buyer lacks a date or has dates that contradict each other, the position is "unknown".
-- Being on a list, a mail that bounced and the buyer's own goodbye are no touches.
with reached as (
    select
        t.id as touch_id,
        t.occurred_at,
        coalesce(t.kind, 'other') as kind,
        p.person_id,
        case when u.unit = 'person' then coalesce(p.person_id, a.account_id)
            else coalesce(a.account_id, w.account_id, p.person_id) end as buyer_id,
        coalesce(c.campaign_id, t.campaign_id) as campaign_id,
        coalesce(c.name, t.campaign_id) as campaign,
        coalesce(c.kind, 'not stated') as campaign_kind,
        coalesce(n.channel, t.channel, c.channel, 'not stated') as channel
    from touch as t
    cross join audit_window as z
    left join person_entity as p on p.ref = t.person_id
    left join account_entity as a on a.ref = t.account_id
    left join who_person as w on w.person_id = p.person_id
    left join campaign_entity as c on c.ref = t.campaign_id
    left join channel_name as n on n.raw = lower(trim(t.channel))
    left join buyer as u on true
    where t.occurred_at >= z.starts_at
        and t.occurred_at < z.ends_at
        and coalesce(t.kind, 'other')
            not in ('targeted', 'email_bounce', 'unsubscribe', 'complaint')
),
sale as (
    select
        deal_id,
        buyer_id,
        created_at,
        closed_at,
        coalesce(closed_at, timestamptz '9999-01-01 00:00:00+00') as until_at,
        created_at is null
            or (outcome <> 'open' and closed_at is null)
            or is_closed_before_opened as is_undated
    from deal_case
    where buyer_id is not null
),
-- Times in which any deal of a buyer was open, so that a touch falls into one of them at most.
overlapping as (
    select
        buyer_id,
        deal_id,
        created_at,
        until_at,
        max(until_at) over (
            partition by buyer_id order by created_at, deal_id
            rows between unbounded preceding and 1 preceding
        ) as open_before
    from sale
    where not is_undated
),
joined as (
    select
        buyer_id,
        created_at,
        until_at,
        sum(case when created_at <= open_before then 0 else 1 end) over (
            partition by buyer_id order by created_at, deal_id
            rows between unbounded preceding and current row
        ) as turn
    from overlapping
),
dealing as (
    select buyer_id, turn, min(created_at) as opened_at, max(until_at) as until_at
    from joined
    group by buyer_id, turn
),
stand as (
    select
        buyer_id,
        max(is_unknown) as is_unknown,
        min(closed_at) as closed_at,
        min(turned_at) as turned_at
    from (
        select
            buyer_id,
            case when is_undated then 1 else 0 end as is_unknown,
            case when not is_undated then closed_at end as closed_at,
            null as turned_at
        from sale
        union all
        select buyer_id, 0, null, occurred_at from sales_turn where buyer_id is not null
    ) as seen
    group by buyer_id
)
select
    r.touch_id,
    r.occurred_at,
    r.kind,
    r.person_id,
    r.buyer_id,
    r.campaign_id,
    r.campaign,
    r.campaign_kind,
    r.channel,
    case
        when r.buyer_id is null then 'unknown'
        when d.buyer_id is not null then 'during'
        when s.is_unknown = 1 then 'unknown'
        when s.closed_at <= r.occurred_at then 'after'
        when s.turned_at <= r.occurred_at then 'contact'
        else 'before'
    end as position
from reached as r
left join stand as s on s.buyer_id = r.buyer_id
left join dealing as d
    on d.buyer_id = r.buyer_id and d.opened_at <= r.occurred_at and d.until_at > r.occurred_at
