select id, noun, field, max(hash(content, other)) as told
from (
    select id, noun, field, null as content, null as other from flaw_missing
    union all select id, noun, field, content, other from flaw_stale
    union all select id, noun, field, content, other from compared_field
    union all select id, noun, field, content, other from flaw_double
    union all select id, noun, field, content, other from flaw_impossible
    union all select id, noun, field, content, other from flaw_unknown
) as rows
group by id, noun, field;
