-- mail_collision.sql: one row a mass mail and a live negotiation it ran into: a deal that was open
-- at that instant and in which sales was in contact with the buyer in the days before it. How many
-- days is agreed: campaigns.live_days. A sales act that names no deal counts for all of its buyer's.
with live_for as (
    select coalesce(max(amount), 14) as days from term where name = 'campaigns.live_days'
),
hit as (
    select
        m.touch_id,
        m.occurred_at,
        m.person_id,
        m.buyer_id,
        m.campaign_id,
        m.campaign,
        m.people,
        d.deal_id,
        d.name as deal,
        d.owner_id,
        d.amount,
        d.outcome
    from mass_mail as m
    inner join deal_case as d on d.buyer_id = m.buyer_id
    where d.created_at <= m.occurred_at
        and (d.outcome = 'open' or d.closed_at > m.occurred_at)
        and not d.is_closed_before_opened
),
live as (
    select h.touch_id, h.deal_id, max(s.occurred_at) as last_act_at, count(*) as acts
    from hit as h
    inner join sales_turn as s on s.buyer_id = h.buyer_id
    cross join live_for as f
    where s.occurred_at < h.occurred_at
        and epoch(s.occurred_at) >= epoch(h.occurred_at) - 86400 * f.days
        and (s.deal_id is null or s.deal_id = h.deal_id)
    group by h.touch_id, h.deal_id
)
select
    h.touch_id,
    h.occurred_at,
    h.campaign_id,
    h.campaign,
    h.people,
    h.person_id,
    h.buyer_id,
    h.deal_id,
    h.deal,
    h.owner_id,
    h.amount,
    h.outcome,
    l.last_act_at,
    l.acts
from hit as h
inner join live as l on l.touch_id = h.touch_id and l.deal_id = h.deal_id
