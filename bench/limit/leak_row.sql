select lead_id, max(hash(buyer_id, campaign_id, channel, owner_id, team, handed_over_at,
    first_touch_at, due_at, decision, reason, is_touched, is_due, is_late, is_won, won_amount,
    is_latest, is_in_window, campaign, cost)) as told
from (
    select lead_id, buyer_id, campaign_id, channel, owner_id, team, handed_over_at, first_touch_at,
        due_at, decision, reason, is_touched, is_due, is_late, is_won, won_amount, is_latest,
        is_in_window, null as campaign, null as cost
    from handoff_case
    union all
    select lead_id, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, campaign, cost
    from lead_cost
) as rows
group by lead_id;
select max(attribute) as a, max(label) as b, max(buyer_id) as c from buyer_attribute;
