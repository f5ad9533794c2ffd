select id, max(hash(occurred_at, kind, minutes, direction, member_id, person_id, account_id, lead_id,
    deal_id, is_automatic)) as told
from activity group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(account_id) as a, max(person_id) as b from who_person;
select max(lead_id) as a, max(person_id) as b, max(account_id) as c from who_lead;
select max(deal_id) as a, max(person_id) as b, max(account_id) as c from deal_case;
