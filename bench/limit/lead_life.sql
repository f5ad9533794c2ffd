select subject_id, changed_at, hash(subject, to_stage, reason, reason_family, id) as told
from stage_change
order by subject_id, changed_at;
select max(lead_id) as a, max(person_id) as b from who_lead;
select max(ref) as a, max(person_id) as b from person_entity;
