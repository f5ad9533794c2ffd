select lead_id, max(hash(campaign, handed_over_at, is_in_window, decision, decided_at)) as told
from handoff_case group by lead_id;
select max(hash(id, score)) as told from lead;
select max(hash(lead_id, is_won, lead_link, closed_at)) as told from deal_case;
