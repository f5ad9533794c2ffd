-- attribution_term.sql: one row: what the agreement says of attribution, by its defaults otherwise.
select
    coalesce(max(case when name = 'attribution.look_back_days' then amount end), 90) * 86400
        as look_back,
    coalesce(max(case when name = 'attribution.half_life_days' then amount end), 30) * 86400
        as half_life,
    coalesce(max(case when name = 'attribution.collapse_repeats' then amount end), 1) = 1
        as is_collapsed,
    coalesce(max(case when name = 'attribution.drop_direct' then amount end), 1) = 1
        as is_direct_dropped,
    coalesce(max(case when name = 'attribution.sales_acts' then amount end), 1) = 1
        as counts_sales_acts
from term
