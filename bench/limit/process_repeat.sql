select noun, case_id, step_id, count(*) as told from process_step group by noun, case_id, step_id;
