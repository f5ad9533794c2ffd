select ref, max(hash(entity_id)) as told
from identity where noun = 'account' group by ref;
select max(id) as a, (select max(account_id) from person) as b, (select max(account_id) from lead) as c,
    (select max(account_id) from deal) as d from account;
