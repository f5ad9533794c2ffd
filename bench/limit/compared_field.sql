select id, max(hash(country, title, origin, employees, industry)) as told
from (
    select id, country, title, origin, null as employees, null as industry from person
    union all
    select id, country, null, origin, employees, industry from account
) as rows
group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(ref) as a, max(account_id) as b from account_entity;
