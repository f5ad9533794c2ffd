-- conformance.sql: how many cases keep to the documented order, by how they ended; and where the others
-- deviate. Row kinds: 'whole', 'kind' (cases with a deviation of a kind) and 'place' (where).
with judged as (
    select
        noun,
        variant_position,
        max(cases) as cases,
        count_if(is_documented) as documented,
        count_if(deviation is not null) as deviations,
        count_if(coalesce(deviation = 'went back', false)) as backs,
        count_if(coalesce(deviation = 'passed over a stage', false)) as skips,
        count_if(coalesce(deviation = 'not documented', false)) as unknowns
    from process_deviation
    group by noun, variant_position
),
whole as (
    select
        j.noun,
        sum(j.cases) as cases,
        sum(case when j.documented > 0 then j.cases else 0 end) as documented,
        sum(case when j.deviations = 0 then j.cases else 0 end) as conforming,
        sum(case when j.deviations = 0 then v.won else 0 end) as conforming_won,
        sum(case when j.deviations = 0 then v.won + v.lost else 0 end) as conforming_ended,
        sum(case when j.deviations > 0 then v.won else 0 end) as other_won,
        sum(case when j.deviations > 0 then v.won + v.lost else 0 end) as other_ended,
        sum(case when j.backs > 0 then j.cases else 0 end) as backs,
        sum(case when j.skips > 0 then j.cases else 0 end) as skips,
        sum(case when j.unknowns > 0 then j.cases else 0 end) as unknowns
    from judged as j
    inner join process_variant as v
        on v.noun = j.noun and v.variant_position = j.variant_position
    group by j.noun
),
located as (
    select noun, deviation, step_before, step, sum(cases) as cases
    from (
        select distinct noun, variant_position, deviation, step_before, step, cases
        from process_deviation
        where deviation is not null
    ) as once
    group by noun, deviation, step_before, step
)
select
    'whole' as row_kind, noun, '' as deviation, '' as step_before, '' as step, cases, documented,
    conforming, conforming_won, conforming_ended, other_won, other_ended
from whole
union all
select 'kind', noun, 'went back', '', '', backs, 0, 0, 0, 0, 0, 0 from whole
union all
select 'kind', noun, 'passed over a stage', '', '', skips, 0, 0, 0, 0, 0, 0 from whole
union all
select 'kind', noun, 'not documented', '', '', unknowns, 0, 0, 0, 0, 0, 0 from whole
union all
select
    'place', noun, deviation, coalesce(step_before, ''), step, cases, 0, 0, 0, 0, 0, 0
from located
order by row_kind, noun, cases desc, deviation, step_before, step
