select buyer_id, happened, step_id, hash(channel, campaign, is_marketing, is_direct) as told
from buyer_step order by buyer_id, happened, step_id;
select max(hash(outcome, buyer_id, ended, turn)) as told from conversion;
