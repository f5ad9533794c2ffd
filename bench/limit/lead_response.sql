select case_id, max(hash(campaign, channel, owner_id, account_id, lead_id, handed_over_at,
    first_touch_at, contacted_at, waited_seconds, decision, is_in_window, is_clocked, is_due,
    deal_id, deal_created_at, is_won, won_at)) as told
from handoff_case group by case_id;
select max(hash(id, score)) as told from lead;
select max(hash(account_id, employees)) as told from who_account;
