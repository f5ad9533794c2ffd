-- win_back.sql: of the former customers who had not come back by the moment, how many did later.
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
where kind = 'lapsed'
order by side, stratum, is_touched
