select noun, previous_id, step_id, count(*) as n, max(hash(waited_seconds, is_handover,
    is_marketing, case_number)) as told
from process_step
group by noun, previous_id, step_id;
