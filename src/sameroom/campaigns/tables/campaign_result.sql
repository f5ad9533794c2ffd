-- campaign_result.sql: one row a campaign: what it cost, the leads it brought, what became of them.
-- The cost is what was spent in the period; where no spending is on record, the budget; else none.
with paid as (
    select e.campaign_id, sum(s.amount) as spent
    from spend as s
    inner join campaign_entity as e on e.ref = s.campaign_id
    cross join audit_window as w
    where s.spent_on is null
        or (s.spent_on >= cast(w.starts_at as date) and s.spent_on < cast(w.ends_at as date))
    group by e.campaign_id
),
brought as (
    select
        campaign_id,
        count(*) as leads,
        sum(case when decision = 'accepted' then 1 else 0 end) as accepted,
        sum(case when decision = 'rejected' then 1 else 0 end) as rejected,
        sum(deals) as deals,
        sum(pipeline) as pipeline,
        sum(case when is_won then 1 else 0 end) as won,
        sum(won_amount) as won_amount
    from lead_result
    where campaign_id is not null
    group by campaign_id
),
known as (
    select distinct campaign_id, name, channel, starts_on, ends_on, budget from campaign_entity
)
select
    k.campaign_id,
    k.name,
    k.channel,
    k.starts_on,
    k.ends_on,
    coalesce(p.spent, k.budget) as cost,
    case when p.spent is not null then 'spend' when k.budget is not null then 'budget' end
        as cost_from,
    coalesce(b.leads, 0) as leads,
    coalesce(b.accepted, 0) as accepted,
    coalesce(b.rejected, 0) as rejected,
    coalesce(b.deals, 0) as deals,
    coalesce(b.pipeline, 0) as pipeline,
    coalesce(b.won, 0) as won,
    coalesce(b.won_amount, 0) as won_amount
from known as k
cross join audit_window as w
left join paid as p on p.campaign_id = k.campaign_id
left join brought as b on b.campaign_id = k.campaign_id
where b.campaign_id is not null
    or p.campaign_id is not null
    or (
        coalesce(k.starts_on < cast(w.ends_at as date), true)
        and coalesce(k.ends_on >= cast(w.starts_at as date), true)
    )
