-- process_mark.sql: one row a step that cases take: a stage entered, or an act of sales, and its number.
with named as (
    select distinct
        case when subject = 'deal' then 'deal' else 'lead' end as noun,
        'stage' as step_kind,
        trim(to_stage) as step
    from stage_change
    where subject in ('deal', 'lead', 'person') and trim(to_stage) <> ''
    union
    select distinct 'deal' as noun, 'act' as step_kind, kind || ' (act)' as step
    from activity
    where kind is not null
    union
    select distinct 'lead' as noun, 'act' as step_kind, kind || ' (act)' as step
    from activity
    where kind is not null
)
select
    noun,
    step_kind,
    step,
    row_number() over (order by mark_ref) as step_id
from (select *, noun || ':' || step_kind || ':' || step as mark_ref from named) as marked
