select id, max(hash(a, b, c, d, e)) as told
from (
    select id, account_id as a, email as b, merged_into_id as c, name as d, null as e from person
    union all
    select id, country || domain, industry, merged_into_id, name, employees from account
    union all
    select id, channel, owner_id, person_id, null, epoch(created_at) from lead
    union all
    select id, account_id, outcome, owner_id, person_id,
        amount + epoch(closed_at) + epoch(created_at)
    from deal
) as rows
group by id;
