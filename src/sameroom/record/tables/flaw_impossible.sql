-- flaw_impossible.sql: what cannot have happened: a deal won before its lead was first in contact,
-- closed before it was opened, worth less than nothing; a lead handed over before it existed.
select deal_id as id, 'deal' as noun, 'closed_at' as field,
    'closed ' || strftime(closed_at, '%Y-%m-%d') as content,
    'opened ' || strftime(created_at, '%Y-%m-%d') as other
from deal_case
where is_closed_before_opened
union all
select deal_id as id, 'deal' as noun, 'closed_at' as field,
    'closed ' || strftime(closed_at, '%Y-%m-%d') as content,
    'first contact ' || strftime(lead_created_at, '%Y-%m-%d') as other
from deal_case
where is_closed_before_lead and not is_closed_before_opened
union all
select id, 'deal' as noun, 'amount' as field, 'below zero' as content,
    'an amount cannot be less than nothing' as other
from deal
where amount < 0
union all
select id, 'lead' as noun, 'handed_over_at' as field,
    'handed over ' || strftime(handed_over_at, '%Y-%m-%d') as content,
    'created ' || strftime(created_at, '%Y-%m-%d') as other
from lead
where handed_over_at < created_at
