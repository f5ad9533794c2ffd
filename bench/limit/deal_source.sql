select buyer_id, max(hash(happened, is_marketing)) as told from buyer_step group by buyer_id;
select max(hash(deal_id, name, buyer_id, outcome, amount, channel, created_at, closed_at)) as told
from deal_case;
