select id, max(hash(a, b, c)) as told
from (
    select id, account_id as a, product as b, product_id as c from deal
    union all
    select id, person_id, null, null from lead
) as rows
group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(ref) as a, max(account_id) as b from account_entity;
select max(person_id) as a, max(row_count) as b from who_person;
select max(account_id) as a, max(row_count) as b from who_account;
