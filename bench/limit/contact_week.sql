select person_id, week_number, min(occurred_at) as a, count(*) as b, max(hash(team, is_in_window)) as told
from contact group by person_id, week_number;
