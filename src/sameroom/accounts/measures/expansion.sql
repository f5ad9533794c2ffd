-- expansion.sql: of the customers won long enough ago, how many bought more, and how much.
select
    side,
    stratum,
    is_touched,
    deals,
    with_kind,
    expansions,
    cases,
    hits,
    waiting,
    renewals,
    valued,
    base,
    held,
    net,
    base_squares,
    held_squares,
    net_squares,
    held_products,
    net_products
from customer_outcome
where kind = 'grown'
order by side, stratum, is_touched
