-- process_deviation.sql: one row a step of a path beside the documented order: the order in which the
-- agreement lists the stages. A documented stage may come again; what deviates is going back, passing
-- over a documented stage that others do take, and a stage that is not documented. Ends (won, lost,
-- rejected, recycled …) may come at any time.
with ordered as (
    select
        subject as noun,
        raw,
        case
            when stage = 'open' then position
            when stage = 'new' then 0
            when stage = 'handed_over' then 1
            when stage = 'accepted' then 2
            when stage = 'working' then 3
            when stage = 'qualified' then 4
            when stage = 'converted' then 5
            when stage = 'customer' then 6
        end as place
    from lifecycle_stage
    where subject in ('deal', 'lead')
),
seen as (
    select
        v.noun, v.variant_position, v.cases, v.path_position, v.step_id, v.step,
        o.raw is not null as is_documented, o.place
    from process_variant_step as v
    left join ordered as o on o.noun = v.noun and o.raw = lower(v.step)
),
used as (
    select noun, place, dense_rank() over (partition by noun order by place) as place_rank
    from (select distinct noun, place from seen where place is not null) as places
),
ranked as (
    select s.noun, s.variant_position, s.path_position, s.step_id, u.place_rank
    from seen as s
    inner join used as u on u.noun = s.noun and u.place = s.place
),
followed as (
    select
        *,
        lag(place_rank) over (
            partition by noun, variant_position order by path_position
        ) as rank_before,
        lag(step_id) over (
            partition by noun, variant_position order by path_position
        ) as id_before
    from ranked
)
select
    s.noun,
    s.variant_position,
    s.cases,
    s.path_position,
    s.step,
    b.step as step_before,
    s.is_documented,
    case
        when not s.is_documented then 'not documented'
        when f.place_rank < f.rank_before then 'went back'
        when f.place_rank > coalesce(f.rank_before, 0) + 1 then 'passed over a stage'
    end as deviation
from seen as s
left join followed as f
    on f.noun = s.noun and f.variant_position = s.variant_position
    and f.path_position = s.path_position
left join process_mark as b on b.step_id = f.id_before
