select case_id, max(hash(campaign, channel, owner_id, team, month_name, handed_over_at,
    contacted_at, is_in_window, is_concluded, concluded_at)) as told
from handoff_case group by case_id;
select max(hash(case_id, occurred_at, is_contact, is_answer)) as told from case_act;
