-- content_reach.sql: pairs of a piece of sales content and a rep it was meant for, and in how many
-- the rep used it: whole and by kind; summed once a piece and once a rep, with squares and products,
-- because the pairs of one piece, and of one rep, are no independent cases.
with sliced as (
    select '' as kind, asset_id, member_id, is_used from asset_audience
    union all
    select kind, asset_id, member_id, is_used from asset_audience
),
clustered as (
    select
        kind, 'piece' as cluster, asset_id as cluster_id, count(*) as pairs,
        sum(case when is_used then 1 else 0 end) as hits
    from sliced
    group by kind, asset_id
    union all
    select
        kind, 'rep' as cluster, member_id as cluster_id, count(*) as pairs,
        sum(case when is_used then 1 else 0 end) as hits
    from sliced
    group by kind, member_id
),
named as (
    select count(*) as uses, count(coalesce(m.member_id, o.owner_id)) as named
    from asset_use as s
    left join team_member as m on m.member_ref = s.member_id
    left join deal as o on o.id = s.deal_id
)
select
    c.kind,
    c.cluster,
    count(*) as clusters,
    sum(c.pairs) as pairs,
    sum(c.hits) as hits,
    sum(c.pairs * c.pairs) as pair_squares,
    sum(c.hits * c.hits) as hit_squares,
    sum(c.pairs * c.hits) as products,
    max(n.uses) as uses,
    max(n.named) as named
from clustered as c
cross join named as n
group by c.kind, c.cluster
union all
select
    '' as kind, 'reps' as cluster, count(distinct member_id) as clusters,
    count(distinct asset_id) as pairs, 0 as hits, 0 as pair_squares, 0 as hit_squares,
    0 as products, max(n.uses) as uses, max(n.named) as named
from asset_audience
cross join named as n
