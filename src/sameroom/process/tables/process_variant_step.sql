-- process_variant_step.sql: one row a step of a path, in the path's order.
select
    v.noun,
    v.variant_position,
    v.cases,
    s.path_position,
    s.step_id,
    s.step
from process_variant as v
inner join process_step as s on s.noun = v.noun and s.case_id = v.sample_id
where s.path_position is not null
