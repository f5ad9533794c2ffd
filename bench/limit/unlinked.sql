select id, max(hash(account_id, channel, created_at, owner_id, person_id)) as told
from (
    select lead_id as id, coalesce(own_account_id, account_id) as account_id, channel, created_at,
        owner_id, person_id
    from who_lead
    union all
    select deal_id, account_id, channel, created_at, owner_id, person_id from deal_case
) as rows
group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(ref) as a, max(account_id) as b from account_entity;
