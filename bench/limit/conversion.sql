select buyer_id, max(hash(deal_id, amount, outcome, created_at, closed_at, lead_created_at)) as told
from deal_case group by buyer_id;
