-- campaign_results.sql: cost, leads, decisions, deals and wins: altogether, by channel, by campaign.
with known as (
    select (select count(*) as n from deal_case where outcome in ('won', 'lost'))
        + (select count(*) as n from lead_result where is_won) as outcomes
),
charged as (
    select channel, count(cost) as campaigns
    from campaign_result
    group by channel
),
sliced as (
    select
        'all' as slice,
        '' as name,
        sum(cost) as cost,
        count(cost) as costed,
        (select sum(campaigns) from charged) as campaigns,
        'spend' as cost_from,
        coalesce(sum(leads), 0) as leads,
        coalesce(sum(accepted), 0) as accepted,
        coalesce(sum(rejected), 0) as rejected,
        coalesce(sum(deals), 0) as deals,
        coalesce(sum(pipeline), 0) as pipeline,
        coalesce(sum(won), 0) as won,
        coalesce(sum(won_amount), 0) as won_amount
    from channel_result
    union all
    select
        'channel' as slice,
        r.channel as name,
        r.cost,
        case when r.cost is null then 0 else 1 end as costed,
        c.campaigns,
        'spend' as cost_from,
        r.leads,
        r.accepted,
        r.rejected,
        r.deals,
        r.pipeline,
        r.won,
        r.won_amount
    from channel_result as r
    left join charged as c on c.channel = r.channel
    union all
    select
        'campaign' as slice,
        name,
        sum(cost) as cost,
        count(cost) as costed,
        count(cost) as campaigns,
        min(cost_from) as cost_from,
        sum(leads) as leads,
        sum(accepted) as accepted,
        sum(rejected) as rejected,
        sum(deals) as deals,
        sum(pipeline) as pipeline,
        sum(won) as won,
        sum(won_amount) as won_amount
    from campaign_result
    group by name
)
select s.*, k.outcomes
from sliced as s
cross join known as k
order by s.slice, s.leads desc, s.name
