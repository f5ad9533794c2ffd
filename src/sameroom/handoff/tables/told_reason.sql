-- told_reason.sql: every reason ever given, in lower case, and the family it belongs to.
-- The longest phrase of the agreement that stands in it as whole words decides; without one it is
-- "other".
with said as (
    select lower(trim(reason)) as raw from stage_change where reason is not null
    union
    select lower(trim(status_reason)) as raw from lead where status_reason is not null
),
spaced as (
    select
        raw,
        ' ' || replace(replace(replace(replace(replace(replace(
            raw, ',', ' '), '.', ' '), '(', ' '), ')', ' '), ':', ' '), ';', ' ') || ' ' as phrase
    from said
    where raw <> ''
),
matched as (
    select s.raw, arg_max(f.family, cast(100 + length(f.raw) as varchar) || f.raw) as family
    from spaced as s
    inner join reason_family as f
        on s.raw = f.raw or contains(s.phrase, ' ' || f.raw || ' ')
    group by s.raw
)
select s.raw, coalesce(m.family, 'other') as family
from spaced as s
left join matched as m on m.raw = s.raw
