-- flaw_double.sql: rows that one system holds of a person or company it already has a row of.
-- The row with the smallest id is the one to keep; rows that were merged away do not count.
-- Who is who is joined once: joined anew by system, all rows of a system would meet each other.
with held as (
    select
        'person' as noun,
        p.id,
        p.name,
        min(p.id) over (partition by e.person_id, p.origin) as kept_id
    from person as p
    inner join person_entity as e on e.ref = p.id
    where p.merged_into_id is null
    union all
    select
        'account' as noun,
        a.id,
        a.name,
        min(a.id) over (partition by e.account_id, a.origin) as kept_id
    from account as a
    inner join account_entity as e on e.ref = a.id
    where a.merged_into_id is null
)
select id, noun, 'id' as field, name as content, kept_id as other
from held
where id <> kept_id
