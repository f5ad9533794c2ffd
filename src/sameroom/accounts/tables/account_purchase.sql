-- account_purchase.sql: one row a won deal of a buyer, in order, with the one that followed.
with bought as (
    select
        d.deal_id,
        d.buyer_id,
        d.account_id,
        d.kind,
        d.closed_at as bought_at,
        cast(floor(epoch(d.closed_at)) as bigint) as bought,
        cast(case when d.amount > 0 then d.amount else 0 end as double) as worth
    from deal_case as d
    cross join audit_window as w
    where d.is_won and d.buyer_id is not null and d.closed_at < w.ends_at
)
select
    deal_id,
    buyer_id,
    account_id,
    kind,
    bought_at,
    bought,
    worth,
    row_number() over (partition by buyer_id order by bought, deal_id) as place,
    min(bought) over (partition by buyer_id) as first_bought,
    lead(bought) over (partition by buyer_id order by bought, deal_id) as next_bought,
    lead(worth) over (partition by buyer_id order by bought, deal_id) as next_worth
from bought
