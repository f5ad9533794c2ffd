-- sourced_deals.sql: deals created and deals won in the period, by who sourced them, rule by rule.
with cases as (
    select 'created' as counted, s.* from deal_source as s where s.is_created
    union all
    select 'won' as counted, s.* from deal_source as s where s.is_won
)
select
    counted as part,
    count(*) as deals,
    sum(coalesce(amount, 0)) as amount,
    count(by_field) as field_known,
    count_if(coalesce(by_field, false)) as field_sourced,
    sum(case when by_field then coalesce(amount, 0) else 0 end) as field_amount,
    count(by_first_touch) as first_known,
    count_if(coalesce(by_first_touch, false)) as first_sourced,
    sum(case when by_first_touch then coalesce(amount, 0) else 0 end) as first_amount,
    count(before_sales) as before_known,
    count_if(coalesce(before_sales, false)) as before_sourced,
    sum(case when before_sales then coalesce(amount, 0) else 0 end) as before_amount,
    count_if(is_influenced) as influenced,
    sum(case when is_influenced then coalesce(amount, 0) else 0 end) as influenced_amount,
    count_if(is_untouched) as untouched
from cases
group by counted
order by counted
