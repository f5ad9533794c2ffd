-- person_entity.sql: the one person that each reference to a person stands for.
-- A reference that was never resolved stands for itself. The long tables are only searched where
-- nothing has been resolved: resolving visits every reference they carry.
with unresolved as (select count(*) as resolved from identity),
carried as (
    select id as ref from person
    union
    select person_id from lead
    union
    select person_id from deal
    union
    select t.person_id from touch as t cross join unresolved as u where u.resolved = 0
    union
    select a.person_id from activity as a cross join unresolved as u where u.resolved = 0
    union
    select a.person_id from asset_use as a cross join unresolved as u where u.resolved = 0
    union
    select m.person_id from message as m cross join unresolved as u where u.resolved = 0
    union
    select t.person_id from ticket as t cross join unresolved as u where u.resolved = 0
),
resolved as (
    select ref, entity_id from identity where noun = 'person'
)
select ref, entity_id as person_id from resolved
union all
select c.ref, c.ref as person_id
from carried as c
left join resolved as r on r.ref = c.ref
where c.ref is not null and r.ref is null
