select id, max(hash(name, email, title, buying_role, persona, country, region, first_channel,
    lifecycle_stage, account_id, owner_id, created_at)) as told
from person group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(ref) as a, max(account_id) as b from account_entity;
