select person_id, occurred, contact_id, hash(occurred_at, team, kind, campaign_id, is_in_window) as told
from contact order by person_id, occurred, contact_id;
select id, max(hash(occurred_at, kind, person_id)) as told
from touch where kind in ('unsubscribe', 'complaint') group by id;
select min(occurred_at) as told from activity;
select max(ref) as a, max(person_id) as b from person_entity;
