-- match_rate.sql: how many people each side knows, how many both, and what hangs in the air.
with people as (
    select
        count_if(in_marketing) as marketing,
        count_if(in_sales) as sales,
        count_if(in_marketing and in_sales) as shared,
        count_if(is_sales_lead) as leads,
        count_if(is_sales_lead and in_marketing) as leads_shared
    from person_system
),
hanging as (
    select
        count_if(noun = 'lead') as cases,
        count_if(noun = 'lead' and is_unlinked) as without_account,
        count_if(noun = 'deal') as deals,
        count_if(noun = 'deal' and is_unlinked) as without_person
    from unlinked
)
select
    p.marketing,
    p.sales,
    p.shared,
    p.leads,
    p.leads_shared,
    h.cases,
    h.without_account,
    h.deals,
    h.without_person
from people as p
cross join hanging as h
