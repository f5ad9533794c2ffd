-- flaw_double.sql: rows that one system holds of a person or company it already has a row of.
-- The row with the smallest id is the one to keep; rows that were merged away do not count.
with kept as (
    select e.person_id as entity_id, p.origin, min(p.id) as id, 'person' as noun
    from person as p
    inner join person_entity as e on e.ref = p.id
    where p.merged_into_id is null
    group by e.person_id, p.origin
    having count(*) > 1
    union all
    select e.account_id as entity_id, a.origin, min(a.id) as id, 'account' as noun
    from account as a
    inner join account_entity as e on e.ref = a.id
    where a.merged_into_id is null
    group by e.account_id, a.origin
    having count(*) > 1
)
select p.id, k.noun, 'id' as field, p.name as content, k.id as other
from kept as k
inner join person_entity as e on e.person_id = k.entity_id
inner join person as p on p.id = e.ref and p.origin = k.origin
where k.noun = 'person' and p.id <> k.id and p.merged_into_id is null
union all
select a.id, k.noun, 'id' as field, a.name as content, k.id as other
from kept as k
inner join account_entity as e on e.account_id = k.entity_id
inner join account as a on a.id = e.ref and a.origin = k.origin
where k.noun = 'account' and a.id <> k.id and a.merged_into_id is null
