select noun, case_id, max(hash(member_id, position)) as told from process_step group by noun, case_id;
