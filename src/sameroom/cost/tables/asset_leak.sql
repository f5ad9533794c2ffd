-- asset_leak.sql: one row a piece of content that cost something for nothing.
-- unused: sales content that sales never used. made_twice: made by sales in the period and used,
-- although marketing's list had a live piece of the same kind for the same stage.
with offered as (
    select kind, stage, count(*) as pieces
    from sales_asset
    where is_counted and kind is not null and stage is not null
        and coalesce(made_by_team, 'marketing') <> 'sales'
    group by kind, stage
)
select
    a.asset_id,
    a.title,
    a.kind,
    a.stage,
    a.made_by_team,
    a.made_at,
    cast(a.cost as double) as cost,
    case when a.is_counted and not a.is_used then 'unused' else 'made_twice' end as leak
from sales_asset as a
cross join audit_window as w
left join offered as o on o.kind = a.kind and o.stage = a.stage
where (a.is_counted and not a.is_used)
    or (
        a.made_by_team = 'sales' and a.is_used and o.pieces is not null
        and a.made_at >= w.starts_at and a.made_at < w.ends_at
    )
