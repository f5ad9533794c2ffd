-- process_variants.sql: the paths of the period: how many there are, how many cases each has and how
-- these ended, and the steps of the twelve most frequent. Row kinds: 'whole', 'variant' and 'step'.
with whole as (
    select
        noun,
        count(*) as variants,
        sum(cases) as cases,
        sum(won) as won,
        sum(lost) as lost,
        count_if(cases = 1) as single
    from process_variant
    group by noun
)
select
    'whole' as row_kind, noun, cast(0 as bigint) as variant_position, cases, won, lost,
    cast(null as double) as median_seconds, variants, single, cast(0 as bigint) as path_position,
    '' as step
from whole
union all
select
    'variant', noun, variant_position, cases, won, lost, median_seconds, path_steps, 0, 0, ''
from process_variant
where variant_position <= 12
union all
select
    'step', noun, variant_position, cases, 0, 0, null, 0, 0, path_position, step
from process_variant_step
where variant_position <= 12
order by noun, variant_position, row_kind desc, path_position
