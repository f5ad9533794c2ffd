-- conversion.sql: one row a buyer and instant at which deals were won, or created.
-- Deals of one buyer at the same instant are one row. A day without a time ends at its last second.
with dated as (
    select
        'won' as outcome,
        buyer_id,
        deal_id,
        amount,
        lead_created_at,
        created_at,
        epoch(closed_at) as stated
    from deal_case
    where is_won
    union all
    select
        'created' as outcome,
        buyer_id,
        deal_id,
        amount,
        lead_created_at,
        created_at,
        epoch(created_at) as stated
    from deal_case
),
placed as (
    select
        d.*,
        d.stated + case when d.stated = 86400 * floor(d.stated / 86400) then 86399 else 0 end as ended
    from dated as d
    cross join audit_window as z
    where d.buyer_id is not null and d.stated < z.ends_epoch
),
grouped as (
    select
        outcome,
        buyer_id,
        ended,
        min(deal_id) as deal_id,
        count(*) as deals,
        sum(coalesce(amount, 0)) as amount,
        min(epoch(lead_created_at)) as lead_made,
        min(
            epoch(created_at)
            + case when epoch(created_at) = 86400 * floor(epoch(created_at) / 86400) then 86399
                else 0 end
        ) as deal_made
    from placed
    group by outcome, buyer_id, ended
)
select
    g.*,
    g.ended >= z.starts_epoch as is_in_window,
    row_number() over (
        partition by g.outcome, g.buyer_id order by g.ended desc, g.deal_id desc
    ) as turn
from grouped as g
cross join audit_window as z
