select case_id, max(hash(account_id, assigned_at, buyer_id, calendar, campaign, campaign_id,
    channel, converted_at, created_at, decided_at, decided_stage, handed_over_at,
    handed_over_from, is_dated, is_latest, lead_id, origin, owner, owner_id, person_id,
    reason, reason_family, settled_at, stage_now, status_reason, team, turn, until_at)) as told
from handoff_opening group by case_id;
select max(amount) as a, max(closed_at) as b, max(created_at) as c, max(deal_id) as d,
    bool_or(is_won) as e, max(lead_id) as f, max(lead_link) as g
from deal_case;
select max(case_id) as a, max(contacted_at) as b, max(contacts) as c from first_contact;
select max(calendar) as a, max(quarter) as b, max(open_before) as c, bool_or(is_open) as d
from calendar_quarter;
