select reason, count(*) as told
from (
    select reason from stage_change union all select status_reason from lead
) as said
group by reason;
