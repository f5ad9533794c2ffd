select id, max(hash(a, b, c)) as told
from (
    select id, account_id as a, product as b, product_id as c from deal
    union all
    select lead_id, person_ref, cast(person_rows as varchar), null from who_lead
) as rows
group by id;
select max(ref) as a, max(account_id) as b from account_entity;
select max(account_id) as a, max(row_count) as b from who_account;
