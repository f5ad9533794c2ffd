select id, max(hash(closed_at, created_at, amount, handed_over_at)) as told
from (
    select id, null as closed_at, null as created_at, amount, null as handed_over_at from deal
    union all
    select deal_id, closed_at, coalesce(created_at, lead_created_at), null, null from deal_case
    union all
    select id, null, created_at, null, handed_over_at from lead
) as rows
group by id;
