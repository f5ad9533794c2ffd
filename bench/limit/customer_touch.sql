select coalesce(account_id, person_id) as buyer_id, max(hash(occurred_at, kind)) as told
from touch group by buyer_id;
select coalesce(account_id, person_id, deal_id) as buyer_id,
    max(hash(occurred_at, is_automatic, direction, member_id)) as told
from activity group by buyer_id;
select max(hash(opened_at, person_id, account_id)) as told from ticket;
select max(hash(moment_id, buyer_id, moment, touched_from)) as told from customer_moment;
select max(ref) as a, max(person_id) as b from person_entity;
select max(account_id) as a, max(person_id) as b from who_person;
select max(ref) as a, max(account_id) as b from account_entity;
