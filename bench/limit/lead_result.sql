select id, max(hash(campaign_id, channel, created_at, landing_page, person_id, decision, reason,
    amount, closed_at, deal_at, is_won)) as told
from (
    select lead_id as id, campaign_id, channel, created_at, landing_page, person_id, null as decision,
        null as reason, null as amount, null as closed_at, null as deal_at, null as is_won
    from who_lead
    union all
    select lead_id, null, null, null, null, null, decision, reason, null, null, null, null
    from handoff_case
    union all
    select lead_id, null, null, null, null, null, null, null, amount, closed_at, created_at, is_won
    from deal_case
) as rows
group by id;
