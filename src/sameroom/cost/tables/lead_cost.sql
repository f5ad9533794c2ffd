-- lead_cost.sql: what each lead cost: its campaign's cost shared among the leads it brought, else
-- its channel's. Where spending is on record, but none for this lead, it cost nothing that is known;
-- where none is on record at all, its cost is not known.
with paid as (
    select count(*) as rows_paid from campaign_result where cost is not null
),
channel_paid as (
    select count(*) as rows_paid from channel_result where cost is not null
)
select
    r.lead_id,
    r.campaign_id,
    r.campaign,
    r.channel,
    case
        when c.cost is not null then cast(c.cost as double) / nullif(c.leads, 0)
        when r.campaign_id is null and h.cost is not null
            then cast(h.cost as double) / nullif(h.leads, 0)
        when p.rows_paid > 0 or q.rows_paid > 0 then 0
    end as cost
from lead_result as r
cross join paid as p
cross join channel_paid as q
left join campaign_result as c on c.campaign_id = r.campaign_id
left join channel_result as h on h.channel = coalesce(r.channel, 'not stated')
