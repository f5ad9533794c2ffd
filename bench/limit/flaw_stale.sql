select id, max(hash(seen_at, merged_into_id, name)) as told
from (
    select id, seen_at, merged_into_id, name from person
    union all
    select id, seen_at, merged_into_id, name from account
    union all
    select deal_id, expected_at, outcome, null from deal_case
) as rows
group by id;
