select coalesce(lead_id, person_id, deal_id) as turned_to, max(hash(occurred_at, member_id,
    direction, kind, is_automatic)) as told
from activity group by coalesce(lead_id, person_id, deal_id);
select max(case_id) as a, max(handed_over_at) as b, max(lead_id) as c,
    max(person_id) as e, max(until_at) as f
from handoff_opening;
select max(ref) as a, max(person_id) as b from person_entity;
select max(deal_id) as a, max(lead_id) as b, max(lead_link) as c from deal_case;
