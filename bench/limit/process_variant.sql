select noun, path_steps, print_a, print_b, count(*) as n, max(hash(outcome, lasted_seconds,
    case_id, is_in_window)) as told
from process_case
group by noun, path_steps, print_a, print_b;
