select coalesce(account_id, person_id) as buyer_id, min(occurred_at) as told
from touch group by buyer_id;
select buyer_id, max(hash(kind, occurred_at, act_id)) as told from sales_act group by buyer_id;
select max(hash(person_id, account_id, created_at)) as told from who_lead;
select max(hash(buyer_id, created_at, closed_at, is_won)) as told from deal_case;
select max(ref) as a, max(person_id) as b from person_entity;
select max(hash(person_id, account_id, name)) as told from who_person;
select max(hash(account_id, name)) as told from who_account;
