select campaign_id, epoch(occurred_at) // 86400 as day_number,
    max(hash(touch_id, occurred_at, kind, person_id, buyer_id, campaign)) as told
from touch_position
where kind = 'email_sent' and campaign_id is not null and buyer_id is not null group by all;
