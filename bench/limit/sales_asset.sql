select ref, max(hash(occurred_at, deal_id, member_id, title, kind, made_by_team, made_at, cost,
    meant_for, retired_at, stage, persona)) as told
from (
    select asset_id as ref, occurred_at, deal_id, member_id, null as title, null as kind,
        null as made_by_team, null as made_at, null as cost, null as meant_for,
        null as retired_at, null as stage, null as persona
    from asset_use
    union all
    select id, null, null, null, title, kind, made_by_team, made_at, cost, meant_for, retired_at,
        stage, persona
    from asset
) as rows
group by ref;
