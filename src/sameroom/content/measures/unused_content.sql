-- unused_content.sql: sales content that counts, and how much of it is used, whole and by slice;
-- and, for content known only from its uses, how many pieces have how many uses of each kind.
with sliced as (
    select 'whole' as slice, '' as label, is_counted, is_used from sales_asset where is_listed
    union all
    select 'kind', coalesce(kind, 'not stated'), is_counted, is_used
    from sales_asset
    where is_listed
    union all
    select 'team', coalesce(made_by_team, 'not stated'), is_counted, is_used
    from sales_asset
    where is_listed
    union all
    select 'stage', coalesce(stage, 'not stated'), is_counted, is_used
    from sales_asset
    where is_listed
),
named as (
    select 'name:' || lower(trim(title)) as ref, min(id) as asset_id
    from asset
    where title is not null
    group by lower(trim(title))
),
counted as (
    select
        coalesce(k.asset_id, s.asset_id) as asset_id,
        coalesce(s.kind, 'other') as kind,
        count(*) as uses
    from asset_use as s
    cross join audit_window as z
    left join named as k on k.ref = s.asset_id
    where s.occurred_at is null or (s.occurred_at >= z.starts_at and s.occurred_at < z.ends_at)
    group by coalesce(k.asset_id, s.asset_id), coalesce(s.kind, 'other')
),
summed as (
    select '' as kind, asset_id, sum(uses) as uses from counted group by asset_id
    union all
    select kind, asset_id, uses from counted
)
select
    slice,
    label,
    cast(0 as bigint) as uses,
    sum(case when is_counted then 1 else 0 end) as pieces,
    sum(case when is_counted and is_used then 1 else 0 end) as used
from sliced
group by slice, label
union all
select 'uses' as slice, kind as label, cast(uses as bigint) as uses, count(*) as pieces,
    count(*) as used
from summed
group by kind, uses
union all
select
    'listing' as slice,
    case when is_addressed then 'addressed' else 'open' end as label,
    cast(0 as bigint) as uses,
    count(*) as pieces,
    sum(case when is_used then 1 else 0 end) as used
from sales_asset
where is_listed
group by case when is_addressed then 'addressed' else 'open' end
