select id, max(hash(merged_into_id, name, origin)) as told
from (
    select id, merged_into_id, name, origin from person
    union all
    select id, merged_into_id, name, origin from account
) as rows
group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(ref) as a, max(account_id) as b from account_entity;
