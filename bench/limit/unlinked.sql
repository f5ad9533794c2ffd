select id, max(hash(account_id, channel, created_at, owner_id, person_id)) as told
from (
    select id, account_id, channel, created_at, owner_id, person_id from lead
    union all
    select deal_id, account_id, channel, created_at, owner_id, person_id from deal_case
) as rows
group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(ref) as a, max(account_id) as b from account_entity;
select max(account_id) as a, max(person_id) as b from who_person;
