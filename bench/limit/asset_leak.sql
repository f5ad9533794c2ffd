select asset_id, max(hash(title, kind, stage, made_by_team, made_at, cost, is_counted, is_used))
    as told
from sales_asset group by asset_id;
