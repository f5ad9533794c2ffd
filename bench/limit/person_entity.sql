select ref, max(hash(entity_id)) as told
from identity where noun = 'person' group by ref;
select max(id) as a, (select max(person_id) from lead) as b, (select max(person_id) from deal) as c
from person;
