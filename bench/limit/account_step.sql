select buyer_id, step, max(hash(reached_at, revenue)) as told
from (
    select coalesce(account_ref, person_ref) as buyer_id, 'targeted' as step,
        reached_at, 0 as revenue
    from touched_ref
    union all
    select coalesce(account_id, person_id, lead_id, deal_id),
        case when direction = 'outbound' and kind <> 'task' and not is_automatic
            and member_id is not null then 'worked' end, occurred_at, 0
    from activity
    union all
    select buyer_id, case when is_touched then 'worked' else 'handed_over' end,
        coalesce(first_touch_at, handed_over_at), 0
    from handoff_case
    union all
    select buyer_id, kind, coalesce(closed_at, created_at), case when is_won then amount end
    from deal_case
) as rows
group by buyer_id, step;
select max(lead_id) as a, max(account_id) as b, max(person_id) as c from who_lead;
select max(ref) as a, max(person_id) as b from person_entity;
select max(ref) as a, max(account_id) as b from account_entity;
select max(account_id) as a, max(person_id) as b from who_person;
