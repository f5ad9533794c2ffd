-- self_serve_share.sql: deals won in the period, and how many of them without any act of sales: by
-- whole, channel and month; and in how many deals of both kinds each piece of content was read before
-- the win.
with known_asset as (
    select id as ref, id as asset_id, title from asset
    union
    select 'name:' || lower(trim(title)) as ref, min(id) as asset_id, min(title) as title
    from asset
    where title is not null
    group by lower(trim(title))
),
seen as (
    select deal_id, cast(null as varchar) as person_ref, asset_id, occurred_at
    from asset_use
    where deal_id is not null and kind in ('viewed', 'downloaded', 'shared', 'presented', 'attached')
    union all
    select cast(null as varchar), person_id, asset_id, occurred_at
    from asset_use
    where person_id is not null and kind in ('viewed', 'downloaded')
    union all
    select cast(null as varchar), person_id, asset_id, occurred_at
    from touch
    where person_id is not null and asset_id is not null
),
reading_deal as (
    select c.deal_id, c.acts, s.asset_id
    from process_close as c
    inner join seen as s on s.deal_id = c.deal_id
    where coalesce(s.occurred_at <= c.closed_at, true)
    union
    select c.deal_id, c.acts, s.asset_id
    from process_close as c
    inner join person_entity as e on e.person_id = c.person_id
    inner join seen as s on s.person_ref = e.ref
    where coalesce(s.occurred_at <= c.closed_at, true)
),
sliced as (
    select 'whole' as slice, '' as name, acts from process_close
    union all
    select 'channel', channel, acts from process_close
    union all
    select 'month', strftime(closed_at, '%Y-%m'), acts from process_close
)
select slice, name, count(*) as deals, count_if(acts = 0) as alone from sliced group by slice, name
union all
select
    'content',
    coalesce(k.title, r.asset_id),
    count(distinct r.deal_id),
    count(distinct case when r.acts = 0 then r.deal_id end)
from reading_deal as r
left join known_asset as k on k.ref = r.asset_id
group by coalesce(k.title, r.asset_id)
order by slice, name
