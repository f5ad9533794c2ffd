select id, max(hash(occurred_at, kind, direction, member_id, person_id, lead_id, deal_id, outcome,
    is_automatic)) as told
from activity group by id;
select max(hash(case_id, lead_id, person_id, turn, handed_over_at, until_at)) as told
from handoff_opening;
select max(hash(deal_id, lead_id, lead_link)) as told from deal_case;
select max(ref) as a, max(person_id) as b from person_entity;
