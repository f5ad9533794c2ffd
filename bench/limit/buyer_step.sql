select id, max(hash(occurred_at, channel, kind, person_id, account_id, campaign_id)) as told
from touch group by id;
select id, max(hash(occurred_at, kind, direction, member_id, person_id, account_id, lead_id,
    deal_id, is_automatic)) as told
from activity group by id;
