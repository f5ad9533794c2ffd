-- journey_step.sql: one row a step of a journey, seen by channel and, to a sale, by campaign.
-- A journey ends in a conversion, and begins behind the one before, at most the look-back earlier.
-- What follows the last conversion, or belongs to a buyer without one, is a journey to nowhere yet:
-- it ends with its last step. The same name several times in a row is one step, if so agreed.
-- Of a very long journey the last 512 steps are kept.
with line as (
    select
        o.outcome,
        s.buyer_id,
        s.happened,
        1 as sorting,
        s.step_id,
        s.channel,
        s.campaign,
        s.is_marketing,
        s.is_direct
    from buyer_step as s
    cross join (select 'won' as outcome union all select 'created' as outcome) as o
    cross join attribution_term as t
    where s.is_marketing or t.counts_sales_acts
    union all
    select
        outcome,
        buyer_id,
        ended as happened,
        2 as sorting,
        deal_id as step_id,
        null as channel,
        null as campaign,
        null as is_marketing,
        null as is_direct
    from conversion
),
turned as (
    select
        l.*,
        sum(case when sorting = 2 then 1 else 0 end) over (
            partition by outcome, buyer_id order by happened desc, sorting desc, step_id desc
            rows between unbounded preceding and current row
        ) as turn
    from line as l
),
ended as (
    select
        t.*,
        max(happened) over (partition by outcome, buyer_id, turn) as ended
    from turned as t
),
counted as (
    select
        e.outcome,
        e.buyer_id,
        e.turn,
        e.happened,
        e.step_id,
        e.channel,
        e.campaign,
        e.is_marketing,
        e.is_direct,
        min(case when e.is_direct then 1 else 0 end) over (
            partition by e.outcome, e.buyer_id, e.turn
        ) as is_direct_alone
    from ended as e
    cross join attribution_term as t
    cross join audit_window as z
    where e.sorting = 1 and e.ended >= z.starts_epoch and e.ended - e.happened <= t.look_back
),
kept as (
    select
        v.by_what,
        c.outcome,
        c.buyer_id || '|' || cast(c.turn as varchar) as journey_id,
        c.buyer_id,
        c.turn,
        c.happened,
        c.step_id,
        case when v.by_what = 'channel' then c.channel else c.campaign end as name,
        c.is_marketing
    from counted as c
    cross join attribution_term as t
    cross join (select 'channel' as by_what union all select 'campaign' as by_what) as v
    where (not t.is_direct_dropped or not c.is_direct or c.is_direct_alone = 1)
        and (v.by_what = 'channel' or c.outcome = 'won')
),
told as (
    select
        k.*,
        lag(name) over (
            partition by by_what, outcome, journey_id order by happened, step_id
        ) as name_before
    from kept as k
),
numbered as (
    select
        f.*,
        sum(case when t.is_collapsed and f.name = f.name_before then 0 else 1 end) over (
            partition by f.by_what, f.outcome, f.journey_id order by f.happened, f.step_id
            rows between unbounded preceding and current row
        ) as place
    from told as f
    cross join attribution_term as t
),
collapsed as (
    select
        by_what,
        outcome,
        journey_id,
        min(buyer_id) as buyer_id,
        min(turn) as turn,
        cast(place as bigint) as place,
        min(name) as name,
        min(happened) as began,
        max(happened) as happened,
        count(*) as steps,
        bool_or(is_marketing) as is_marketing
    from numbered
    group by by_what, outcome, journey_id, place
),
measured as (
    select
        c.*,
        max(place) over (partition by by_what, outcome, journey_id) as long
    from collapsed as c
)
select
    by_what,
    outcome,
    journey_id,
    buyer_id,
    turn,
    case when long > 512 then place - long + 512 else place end as place,
    name,
    dense_rank() over (partition by by_what order by name) as name_number,
    began,
    happened,
    steps,
    is_marketing,
    long > 512 as is_cut
from measured
where place > long - 512
