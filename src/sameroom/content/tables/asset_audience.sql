-- asset_audience.sql: one row a piece of sales content and a rep it was meant for: whether that rep
-- used it. A rep is one of sales who left any trace in the period: an act, a use of content, a deal
-- of theirs opened or ended. Only pieces that count as sales content are in it (see sales_asset),
-- and only reps who left a trace while the piece was live.
with trace as (
    select m.member_id, a.occurred_at as seen_at
    from activity as a
    inner join team_member as m on m.member_ref = a.member_id
    where m.team = 'sales' and not coalesce(a.is_automatic, false)
    union all
    select m.member_id, s.occurred_at
    from asset_use as s
    inner join team_member as m on m.member_ref = s.member_id
    where m.team = 'sales'
    union all
    select m.member_id, d.created_at
    from deal as d
    inner join team_member as m on m.member_ref = d.owner_id
    where m.team = 'sales'
),
rep as (
    select t.member_id, max(t.seen_at) as last_at
    from trace as t
    cross join audit_window as z
    where t.seen_at >= z.starts_at and t.seen_at < z.ends_at
    group by t.member_id
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
        coalesce(m.member_id, d.member_id) as member_id,
        count(*) as uses,
        max(s.occurred_at) as last_used_at
    from asset_use as s
    cross join audit_window as z
    left join known as k on k.ref = s.asset_id
    left join team_member as m on m.member_ref = s.member_id
    left join deal as o on o.id = s.deal_id
    left join team_member as d on d.member_ref = o.owner_id
    where s.occurred_at is null or (s.occurred_at >= z.starts_at and s.occurred_at < z.ends_at)
    group by coalesce(k.asset_id, s.asset_id), coalesce(m.member_id, d.member_id)
)
select
    a.asset_id,
    a.title,
    coalesce(a.kind, 'not stated') as kind,
    a.stage,
    a.made_by_team,
    r.member_id,
    coalesce(u.uses, 0) as uses,
    u.last_used_at,
    coalesce(u.uses, 0) > 0 as is_used
from sales_asset as a
inner join rep as r on a.made_at is null or r.last_at >= a.made_at
left join used as u on u.asset_id = a.asset_id and u.member_id = r.member_id
where a.is_counted
