select deal_id, max(hash(lead_id, person_id, account_id, buyer_id, channel, amount, closed_at,
    created_at, lead_created_at, is_won, ended_in_window, act_id, kind, occurred_at)) as told
from (
    select deal_id, lead_id, person_id, account_id, buyer_id, channel, amount, closed_at,
        created_at, lead_created_at, is_won, ended_in_window, null as act_id, null as kind,
        null as occurred_at
    from deal_case
    union all
    select case_id, null, person_id, account_id, null, null, null, null, null, null, null, null,
        act_id, kind, occurred_at
    from process_act
) as rows
group by deal_id;
select max(ref) as a, max(account_id) as b from account_entity;
