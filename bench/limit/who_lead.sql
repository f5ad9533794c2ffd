select id, max(hash(origin, person_id, account_id, owner_id, campaign_id, channel, landing_page,
    created_at, handed_over_at, assigned_at, converted_at, return_at, deal_id, status,
    status_reason)) as told
from lead group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(ref) as a, max(account_id) as b from account_entity;
select max(account_id) as a, max(lifecycle_stage) as b, max(person_id) as c, max(row_count) as d
from who_person;
