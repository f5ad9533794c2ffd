select noun, variant_position, max(hash(cases, path_position, step_id, step)) as told
from process_variant_step
group by noun, variant_position;
