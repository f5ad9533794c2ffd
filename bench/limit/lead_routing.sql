select case_id, max(hash(campaign, channel, owner_id, owner, team, month_name, handed_over_at,
    assigned_at, first_touch_at, is_in_window, is_clocked, waited_seconds, routing_seconds,
    answering_seconds)) as told
from handoff_case group by case_id;
