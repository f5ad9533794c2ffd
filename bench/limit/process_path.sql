select noun, case_id, count(*) as n, max(hash(step_id, path_position, occurred_at, position, team,
    waited_seconds)) as told
from process_step
group by noun, case_id;
