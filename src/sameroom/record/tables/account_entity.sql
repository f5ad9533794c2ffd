-- account_entity.sql: the one account that each reference to an account stands for.
-- An address (`email:…`) stands for the account whose domain it has. What names a mail provider
-- stands for none: its account_id is null. A reference that was never resolved stands for itself.
with unresolved as (select count(*) as resolved from identity),
carried as (
    select id as ref from account
    union
    select account_id from person
    union
    select account_id from lead
    union
    select account_id from deal
    union
    select t.account_id from touch as t cross join unresolved as u where u.resolved = 0
    union
    select a.account_id from activity as a cross join unresolved as u where u.resolved = 0
    union
    select t.account_id from ticket as t cross join unresolved as u where u.resolved = 0
),
resolved as (
    select ref, entity_id from identity where noun = 'account'
)
select ref, case when entity_id = '' then null else entity_id end as account_id from resolved
union all
select c.ref, c.ref as account_id
from carried as c
left join resolved as r on r.ref = c.ref
where c.ref is not null and r.ref is null
