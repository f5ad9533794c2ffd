select id, max(hash(occurred_at, kind, person_id, campaign_id)) as told
from touch where kind = 'email_sent' group by id;
select id, max(hash(occurred_at, kind, direction, member_id, person_id, lead_id)) as told
from activity group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(lead_id) as a, max(person_id) as b from who_lead;
