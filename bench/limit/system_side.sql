select origin, max(noun) as told
from (
    select origin, 1 as noun from deal union all
    select origin, 2 from activity union all
    select origin, 3 from lead union all
    select origin, 4 from ticket union all
    select origin, 5 from touch union all
    select origin, 6 from campaign union all
    select origin, 7 from person
) as seen
group by origin;
