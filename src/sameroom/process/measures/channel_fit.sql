-- channel_fit.sql: money spent and deals won, by channel. Money spent on no stated channel and deals of
-- no stated channel are told apart (''), as they fit nothing.
with won as (
    select
        case when channel = 'not stated' then '' else lower(trim(channel)) end as plain,
        min(channel) as name,
        count(*) as deals,
        sum(coalesce(amount, 0)) as amount
    from process_close
    group by case when channel = 'not stated' then '' else lower(trim(channel)) end
),
paid as (
    select
        case when plain_channel = 'not stated' then '' else plain_channel end as plain,
        channel as name,
        cost
    from channel_result
    where cost > 0
)
select
    coalesce(p.plain, w.plain) as plain,
    coalesce(p.name, w.name) as name,
    cast(coalesce(p.cost, 0) as double) as cost,
    coalesce(w.deals, 0) as deals
from paid as p
full outer join won as w on w.plain = p.plain
order by plain, name
