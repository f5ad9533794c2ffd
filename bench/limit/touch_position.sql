select id, max(hash(occurred_at, kind, channel, person_id, account_id, campaign_id)) as told
from touch group by id;
select buyer_id, max(hash(created_at, closed_at, outcome, is_closed_before_opened)) as told
from deal_case group by buyer_id;
select buyer_id, min(occurred_at) as told from sales_turn group by buyer_id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(account_id) as a, max(person_id) as b from who_person;
select max(ref) as a, max(account_id) as b from account_entity;
