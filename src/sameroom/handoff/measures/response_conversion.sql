-- response_conversion.sql: of the leads whose horizon has passed, how many became deals and how many
-- were won, by how soon a human answered (rows called "response"); and what is known of each
-- answered lead beforehand (rows called "lead"), up to 20,000 of them, picked by their hashed id.
with placed as (
    select
        r.*,
        row_number() over (order by md5(r.case_id), r.case_id) as place
    from lead_response as r
    where r.is_answered
)
select
    'response' as kind,
    response as name,
    cast(null as varchar) as campaign,
    count(*) as cases,
    count_if(is_deal) as deals,
    count_if(is_won) as won,
    cast(null as bigint) as prompt,
    cast(null as bigint) as off_hours,
    cast(null as double) as score,
    cast(null as double) as employees,
    cast(0 as bigint) as place
from lead_response
group by response
union all
select
    'lead' as kind,
    channel as name,
    campaign,
    1 as cases,
    case when is_deal then 1 else 0 end as deals,
    case when is_won then 1 else 0 end as won,
    case when is_prompt then 1 else 0 end as prompt,
    case when is_off_hours then 1 else 0 end as off_hours,
    score,
    employees,
    place
from placed
where place <= 20000
order by kind, place, name
