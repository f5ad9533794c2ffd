-- sales_asset.sql: one row a piece of content: whether it counts as sales content, and its use.
-- A piece counts when it is meant for sales, was live long enough by the end of the period and was
-- not retired before the end. Where no piece says whom it is meant for, all are taken as meant for
-- sales. A piece known only from its uses (is_listed false) never counts: what else there is, and
-- lies unused, is not known. A use counts in a deal, or by one of sales, or when nothing says who.
with listing as (
    select
        count(*) as pieces,
        sum(case when trim(coalesce(meant_for, '')) <> '' then 1 else 0 end) as addressed
    from asset
),
live_for as (
    select coalesce(max(amount), 60) as days from term where name = 'content.min_live_days'
),
known as (
    select a.id as ref, a.id as asset_id from asset as a
    union
    select 'name:' || lower(trim(title)) as ref, min(id) as asset_id
    from asset
    where title is not null
    group by lower(trim(title))
),
used as (
    select
        coalesce(k.asset_id, s.asset_id) as asset_id,
        s.occurred_at,
        s.deal_id,
        m.member_id,
        case when s.deal_id is not null or m.team = 'sales' then 1 else 0 end as is_by_sales,
        case when s.deal_id is not null then 1 else 0 end as is_in_deal
    from asset_use as s
    cross join audit_window as z
    left join known as k on k.ref = s.asset_id
    left join team_member as m on m.member_ref = s.member_id
    where s.occurred_at is null
        or (s.occurred_at >= z.starts_at and s.occurred_at < z.ends_at)
),
summed as (
    select
        asset_id,
        count(*) as uses,
        sum(is_by_sales) as sales_uses,
        sum(is_in_deal) as deal_uses,
        count(distinct deal_id) as deals,
        count(distinct member_id) as members,
        max(occurred_at) as last_used_at
    from used
    group by asset_id
),
listed as (
    select
        a.id as asset_id,
        a.title,
        a.kind,
        a.made_by_team,
        a.stage,
        a.persona,
        a.made_at,
        a.retired_at,
        a.cost,
        a.meant_for,
        l.addressed > 0 as is_addressed,
        l.addressed = 0
            or contains(lower(coalesce(a.meant_for, '')), 'sales')
            or contains(lower(coalesce(a.meant_for, '')), 'seller')
            or contains(lower(coalesce(a.meant_for, '')), 'vertrieb')
            or contains(lower(coalesce(a.meant_for, '')), 'vente')
            or contains(lower(coalesce(a.meant_for, '')), 'venta')
            or contains(lower(coalesce(a.meant_for, '')), 'vendas') as is_for_sales,
        a.made_at is null
            or epoch(a.made_at) + d.days * 86400 <= z.ends_epoch as is_old_enough,
        a.retired_at is not null and a.retired_at < z.ends_at as is_retired
    from asset as a
    cross join listing as l
    cross join live_for as d
    cross join audit_window as z
)
select
    a.asset_id,
    coalesce(a.title, a.asset_id) as title,
    a.kind,
    a.made_by_team,
    a.stage,
    a.persona,
    a.made_at,
    a.retired_at,
    a.cost,
    true as is_listed,
    a.is_addressed,
    a.is_for_sales,
    a.is_for_sales and a.is_old_enough and not a.is_retired as is_counted,
    coalesce(s.uses, 0) as uses,
    coalesce(s.sales_uses, 0) as sales_uses,
    coalesce(s.deal_uses, 0) as deal_uses,
    coalesce(s.deals, 0) as deals,
    coalesce(s.members, 0) as members,
    s.last_used_at,
    coalesce(s.sales_uses, 0) > 0 as is_used
from listed as a
left join summed as s on s.asset_id = a.asset_id
union all
select
    s.asset_id,
    s.asset_id as title,
    cast(null as varchar) as kind,
    cast(null as varchar) as made_by_team,
    cast(null as varchar) as stage,
    cast(null as varchar) as persona,
    cast(null as timestamptz) as made_at,
    cast(null as timestamptz) as retired_at,
    cast(null as decimal(18, 2)) as cost,
    false as is_listed,
    false as is_addressed,
    false as is_for_sales,
    false as is_counted,
    s.uses,
    s.sales_uses,
    s.deal_uses,
    s.deals,
    s.members,
    s.last_used_at,
    s.sales_uses > 0 as is_used
from summed as s
left join asset as a on a.id = s.asset_id
where a.id is null and s.asset_id is not null
