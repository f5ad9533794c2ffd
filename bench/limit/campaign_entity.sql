select ref, max(hash(name, channel, starts_on, ends_on, budget)) as told
from (
    select id as ref, name, channel, starts_on, ends_on, budget from campaign union all
    select campaign_id, null, null, null, null, null from lead union all
    select campaign_id, null, null, null, null, null from deal union all
    select campaign_id, null, null, null, null, null from spend
) as carried
group by ref;
