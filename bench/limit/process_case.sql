select case_id, max(hash(outcome, opened_at, ended_at, channel, owner_id, amount, lost_reason,
    steps, path_steps, print_a, print_b, first_at, last_at, last_id, marketing_seconds,
    sales_seconds)) as told
from (
    select deal_id as case_id, outcome, created_at as opened_at, closed_at as ended_at, channel,
        owner_id, amount, lost_reason, null as steps, null as path_steps, null as print_a,
        null as print_b, null as first_at, null as last_at, null as last_id,
        null as marketing_seconds, null as sales_seconds
    from deal_case
    union all
    select lead_id, status, created_at, converted_at, channel, owner_id, null, status_reason, null,
        null, null, null, null, null, null, null, null
    from who_lead
    union all
    select case_id, null, null, null, null, null, null, null, steps, path_steps, print_a, print_b,
        first_at, last_at, last_id, marketing_seconds, sales_seconds
    from process_path
) as rows
group by case_id;
