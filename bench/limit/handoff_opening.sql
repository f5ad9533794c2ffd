select id, max(hash(account_id, assigned_at, campaign_id, channel, converted_at, created_at,
    deal_id, handed_over_at, origin, owner_id, person_id, status, status_reason, decided_at,
    decided_stage, reason, reason_family, settled_at, until_at, turn)) as told
from (
    select lead_id as id, account_id, assigned_at, campaign_id, channel, converted_at, created_at, deal_id,
        handed_over_at, origin, owner_id, person_id, status, status_reason, null as decided_at,
        null as decided_stage, null as reason, null as reason_family, null as settled_at,
        null as until_at, null as turn
    from who_lead
    union all
    select lead_id, null, null, null, null, null, null, null, handed_over_at, null, null, person_id,
        null, null, decided_at, decided_stage, reason, reason_family, settled_at, until_at, turn
    from lead_life
) as rows
group by id;
select max(ref) as a, max(person_id) as b from person_entity;
select max(account_id) as a, max(lifecycle_stage) as b, max(person_id) as c from who_person;
