select id, max(hash(kind, occurred_at, deal_id, person_id, account_id, lead_id, member_id,
    is_automatic, direction)) as told
from activity
group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select person_id, min(lead_id) as told from who_lead group by person_id;
