-- journey_step.sql: one row a step of a journey, seen by channel and, to a sale, by campaign.
-- A journey ends in a conversion, and begins behind the one before, at most the look-back earlier.
-- What follows the last conversion, or belongs to a buyer without one, is a journey to nowhere yet:
-- it ends with its last step. The same name several times in a row is one step, if so agreed.
-- Of a very long journey the last 512 steps are kept. Steps are many: they are put in order once, by
-- numbers, for both ways of seeing them, and only those that lie in a journey's time.
with step as (
    select s.*
    from buyer_step as s
    cross join attribution_term as t
    where s.is_marketing or t.counts_sales_acts
),
newest as (
    select buyer_id, max(happened) as ended from step group by buyer_id
),
closed as (
    select
        outcome,
        buyer_id,
        turn,
        ended,
        lead_made,
        deal_made,
        lag(ended) over (partition by outcome, buyer_id order by ended, deal_id) as behind
    from conversion
),
unended as (
    select o.outcome, n.buyer_id, n.ended, c.ended as behind
    from newest as n
    cross join (select 'won' as outcome union all select 'created' as outcome) as o
    left join closed as c
        on c.outcome = o.outcome and c.buyer_id = n.buyer_id and c.turn = 1
    where coalesce(n.ended > c.ended, true)
),
span as (
    select
        row_number() over (order by p.outcome, p.buyer_id, p.turn) as journey_number,
        p.outcome,
        p.buyer_id,
        p.turn,
        p.ended,
        p.behind,
        p.lead_made,
        p.deal_made
    from (
        select outcome, buyer_id, turn, ended, behind, lead_made, deal_made from closed
        union all
        select outcome, buyer_id, 0, ended, behind, null, null from unended
    ) as p
    cross join audit_window as z
    where p.ended >= z.starts_epoch
),
counted as (
    select
        p.journey_number,
        p.outcome,
        s.happened,
        s.step_id,
        s.channel,
        s.campaign,
        s.is_marketing,
        s.is_direct
    from step as s
    cross join attribution_term as t
    inner join span as p on p.buyer_id = s.buyer_id
    where s.happened <= p.ended
        and coalesce(s.happened > p.behind, true)
        and p.ended - s.happened <= t.look_back
),
known as (
    select journey_number, count(*) as steps from counted where not is_direct group by journey_number
),
kept as (
    select c.* from counted as c where not c.is_direct
    union all
    select c.*
    from counted as c
    cross join attribution_term as t
    left join known as k on k.journey_number = c.journey_number
    where c.is_direct and (not t.is_direct_dropped or k.journey_number is null)
),
named as (
    select by_what, name, dense_rank() over (partition by by_what order by name) as name_number
    from (
        select 'channel' as by_what, channel as name from kept group by channel
        union all
        select 'campaign', campaign from kept where outcome = 'won' group by campaign
    ) as listed
),
numbered as (
    select
        k.journey_number,
        k.outcome,
        k.happened,
        k.step_id,
        c.name_number as channel_number,
        g.name_number as campaign_number,
        case when k.is_marketing then 1 else 0 end as marketing
    from kept as k
    left join named as c on c.by_what = 'channel' and c.name = k.channel
    left join named as g on g.by_what = 'campaign' and g.name = k.campaign
),
ordered as (
    select
        journey_number,
        outcome,
        happened,
        channel_number,
        campaign_number,
        row_number() over (partition by journey_number order by happened, step_id) as position,
        lag(channel_number) over (partition by journey_number order by happened, step_id)
            as channel_before,
        lag(campaign_number) over (partition by journey_number order by happened, step_id)
            as campaign_before,
        lag(happened) over (partition by journey_number order by happened, step_id)
            as happened_before,
        sum(marketing) over (
            partition by journey_number order by happened, step_id
            rows between unbounded preceding and current row
        ) - marketing as marketing_before,
        count(*) over (partition by journey_number) as all_steps,
        max(happened) over (partition by journey_number) as last_happened,
        sum(marketing) over (partition by journey_number) as all_marketing
    from numbered
),
begun as (
    select 'channel' as by_what, o.channel_number as name_number, o.*
    from ordered as o
    cross join attribution_term as t
    where not t.is_collapsed or coalesce(o.channel_number <> o.channel_before, true)
    union all
    select 'campaign', o.campaign_number, o.*
    from ordered as o
    cross join attribution_term as t
    where o.outcome = 'won'
        and (not t.is_collapsed or coalesce(o.campaign_number <> o.campaign_before, true))
),
-- A step reaches up to where the next one of another name begins, the last one to the end.
placed as (
    select
        by_what,
        journey_number,
        name_number,
        happened as began,
        row_number() over (partition by by_what, journey_number order by position) as place,
        count(*) over (partition by by_what, journey_number) as long,
        coalesce(
            lead(happened_before) over (partition by by_what, journey_number order by position),
            last_happened
        ) as happened,
        coalesce(
            lead(position) over (partition by by_what, journey_number order by position), all_steps + 1
        ) - position as steps,
        coalesce(
            lead(marketing_before) over (partition by by_what, journey_number order by position),
            all_marketing
        ) > marketing_before as is_marketing
    from begun
)
select
    s.by_what,
    p.outcome,
    s.journey_number,
    p.buyer_id || '|' || cast(p.turn as varchar) as journey_id,
    p.buyer_id,
    p.turn,
    case when s.long > 512 then s.place - s.long + 512 else s.place end as place,
    n.name,
    s.name_number,
    s.began,
    s.happened,
    s.steps,
    s.is_marketing,
    s.long > 512 as is_cut,
    coalesce(s.began <= p.lead_made, false) as is_before_lead,
    coalesce(s.began <= p.deal_made, false) as is_before_deal
from placed as s
inner join span as p on p.journey_number = s.journey_number
inner join named as n on n.by_what = s.by_what and n.name_number = s.name_number
where s.place > s.long - 512
