select id, max(hash(account_id, amount, campaign_id, channel, closed_at, created_at, kind,
    lead_id, lost_reason, name, outcome, owner_id, person_id, pipeline, product, stage,
    to_stage)) as told
from (
    select id, account_id, amount, campaign_id, channel, closed_at, created_at, kind, lead_id,
        lost_reason, name, outcome, owner_id, person_id, pipeline, product, stage, null as to_stage
    from deal
    union all
    select subject_id, null, null, null, null, changed_at, null, null, null, null, null, null,
        null, null, null, null, null, to_stage
    from stage_change where subject = 'deal'
) as rows
group by id;
select max(account_id) as a, max(campaign_id) as b, max(channel) as c, max(created_at) as d,
    max(deal_id) as e, max(lead_id) as f, max(person_id) as g
from who_lead;
select max(ref) as a, max(person_id) as b from person_entity;
select max(ref) as a, max(account_id) as b from account_entity;
select max(account_id) as a, max(person_id) as b from who_person;
