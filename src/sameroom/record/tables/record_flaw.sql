-- record_flaw.sql: one row a flaw: what is missing, stale, contradicting, double, impossible or
-- unknown, in which row, and what stands there.
select id, noun, field, 'missing' as problem, cast(null as varchar) as content,
    cast(null as varchar) as other
from flaw_missing
union all
select id, noun, field, 'stale' as problem, content, other from flaw_stale
union all
select id, noun, field, 'contradicting' as problem, content, other
from compared_field
where is_disputed
union all
select id, noun, field, 'duplicate' as problem, content, other from flaw_double
union all
select id, noun, field, 'impossible' as problem, content, other from flaw_impossible
union all
select id, noun, field, 'unknown' as problem, content, other from flaw_unknown
