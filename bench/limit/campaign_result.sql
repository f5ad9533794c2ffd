select campaign_id, max(hash(spent, leads, decision, deals, pipeline, is_won, won_amount)) as
    told
from (
    select campaign_id, amount as spent, 0 as leads, null as decision, 0 as deals, 0 as pipeline,
        false as is_won, 0 as won_amount
    from spend where spent_on is not null
    union all
    select campaign_id, 0, 1, decision, deals, pipeline, is_won, won_amount from lead_result
) as rows
group by campaign_id;
