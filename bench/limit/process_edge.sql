select noun, previous_id, step_id, count(*) as n, max(hash(waited_seconds, member_id,
    previous_member_id, team, previous_team, case_id)) as told
from process_step
group by noun, previous_id, step_id;
