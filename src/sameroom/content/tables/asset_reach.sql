-- asset_reach.sql: one row a piece of sales content: how many reps it was meant for and reached.
select
    asset_id,
    min(title) as title,
    min(kind) as kind,
    min(made_by_team) as made_by_team,
    count(*) as meant_for_reps,
    sum(case when is_used then 1 else 0 end) as reached_reps,
    sum(uses) as uses,
    max(last_used_at) as last_used_at
from asset_audience
group by asset_id
