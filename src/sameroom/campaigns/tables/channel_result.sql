-- channel_result.sql: one row a channel: what it cost, the leads it brought, what became of them.
-- Works without campaigns. Spending counts for its own channel, else for its campaign's; a budget
-- counts where its campaign has no spending on record. Upper and lower case make no two channels.
with paid as (
    select coalesce(n.channel, s.channel, e.channel) as channel, sum(s.amount) as cost
    from spend as s
    cross join audit_window as w
    left join campaign_entity as e on e.ref = s.campaign_id
    left join channel_name as n on n.raw = lower(trim(s.channel))
    where s.spent_on is null
        or (s.spent_on >= cast(w.starts_at as date) and s.spent_on < cast(w.ends_at as date))
    group by coalesce(n.channel, s.channel, e.channel)
    union all
    select channel, sum(cost) as cost
    from campaign_result
    where cost_from = 'budget'
    group by channel
),
cost as (
    select
        lower(trim(coalesce(channel, 'not stated'))) as plain_channel,
        min(coalesce(channel, 'not stated')) as channel,
        sum(cost) as cost
    from paid
    group by lower(trim(coalesce(channel, 'not stated')))
),
brought as (
    select
        lower(trim(coalesce(channel, 'not stated'))) as plain_channel,
        min(coalesce(channel, 'not stated')) as channel,
        count(*) as leads,
        sum(case when decision = 'accepted' then 1 else 0 end) as accepted,
        sum(case when decision = 'rejected' then 1 else 0 end) as rejected,
        sum(deals) as deals,
        sum(pipeline) as pipeline,
        sum(case when is_won then 1 else 0 end) as won,
        sum(won_amount) as won_amount
    from lead_result
    group by lower(trim(coalesce(channel, 'not stated')))
)
select
    coalesce(b.plain_channel, c.plain_channel) as plain_channel,
    coalesce(b.channel, c.channel) as channel,
    c.cost,
    coalesce(b.leads, 0) as leads,
    coalesce(b.accepted, 0) as accepted,
    coalesce(b.rejected, 0) as rejected,
    coalesce(b.deals, 0) as deals,
    coalesce(b.pipeline, 0) as pipeline,
    coalesce(b.won, 0) as won,
    coalesce(b.won_amount, 0) as won_amount
from brought as b
full outer join cost as c on c.plain_channel = b.plain_channel
