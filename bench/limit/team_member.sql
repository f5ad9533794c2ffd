select ref, count(*) as told
from (
    select id as ref from member union all select owner_id from lead union all
    select owner_id from deal union all select member_id from activity union all
    select member_id from asset_use union all select member_id from ticket union all
    select changed_by_id from stage_change union all select owner_id from person union all
    select owner_id from account
) as carried
group by ref;
