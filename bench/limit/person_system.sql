select ref, max(hash(origin)) as told
from (
    select id as ref, origin from person union all
    select person_id, origin from deal union all
    select person_id, origin from lead union all
    select person_id, origin from touch
) as seen
group by ref;
select max(origin) as a, (select max(origin) from ticket) as b, (select max(origin) from campaign) as c
from activity;
select max(ref) as a, max(person_id) as b from person_entity;
select max(account_id) as a, max(created_at) as b, max(email) as c, max(first_channel) as d,
    max(name) as e, max(person_id) as f
from who_person;
