select case_id, min(hash(occurred_at, is_contact)) as told
from case_act group by case_id;
