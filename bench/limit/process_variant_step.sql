select case_id, max(hash(path_position, step_id, step)) as told from process_step group by case_id;
select max(hash(noun, variant_position, cases, sample_id)) as told from process_variant;
