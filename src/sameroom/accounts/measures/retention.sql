-- retention.sql: of the customers due in the period, how many were kept, by number and by value.
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
where kind = 'due'
order by side, stratum, is_touched
