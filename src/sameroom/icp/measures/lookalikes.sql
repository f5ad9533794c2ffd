-- lookalikes.sql: how many buyers nobody of sales has contacted lie how near to the won ones, whether
-- marketing reaches them already, and how many won ones there are to compare with ("won").
select
    'near' as slice,
    distance,
    is_targeted,
    count(*) as buyers
from lookalike
group by distance, is_targeted
union all
select 'won', 0.0, 0, count(distinct d.buyer_id)
from deal_case as d
inner join buyer_profile as p on p.buyer_id = d.buyer_id
where d.is_won
order by slice, distance, is_targeted
