-- coverage.sql: what deals needed by stage and persona and whether a piece for it was live, by cell;
-- over all, summed once a deal with squares and products, by stage and persona and by stage alone;
-- and how much content carries tags at all, and whether its stages are stages of deals.
with per_deal as (
    select
        'both' as what, deal_id, count(*) as needs,
        sum(case when pieces > 0 then 1 else 0 end) as met, max(amount) as amount
    from content_need
    where persona_key <> ''
    group by deal_id
    union all
    select
        'stage' as what, deal_id, count(*) as needs,
        sum(case when stage_pieces > 0 then 1 else 0 end) as met, max(amount) as amount
    from (
        select deal_id, stage_key, max(stage_pieces) as stage_pieces, max(amount) as amount
        from content_need
        group by deal_id, stage_key
    ) as staged
    group by deal_id
),
listing as (
    select
        count(*) as pieces,
        sum(case when trim(coalesce(stage, '')) <> '' then 1 else 0 end) as staged,
        sum(case when trim(coalesce(stage, '')) <> '' and trim(coalesce(persona, '')) <> ''
            then 1 else 0 end) as tagged
    from sales_asset
    where is_listed and is_for_sales
)
select
    'cell' as what,
    min(stage) as stage,
    min(persona) as persona,
    count(*) as deals,
    count(*) as needs,
    sum(case when pieces > 0 then 1 else 0 end) as met,
    0 as need_squares,
    0 as met_squares,
    0 as products,
    max(pieces) as pieces,
    cast(coalesce(sum(amount), 0) as decimal(18, 2)) as amount,
    cast(coalesce(sum(case when pieces = 0 then amount end), 0) as decimal(18, 2)) as hole_amount
from content_need
where persona_key <> ''
group by stage_key, persona_key
union all
select
    what, '' as stage, '' as persona, count(*) as deals, sum(needs) as needs, sum(met) as met,
    sum(needs * needs) as need_squares, sum(met * met) as met_squares,
    sum(needs * met) as products, count_if(met < needs) as pieces,
    cast(coalesce(sum(amount), 0) as decimal(18, 2)) as amount,
    cast(coalesce(sum(case when met < needs then amount end), 0) as decimal(18, 2)) as hole_amount
from per_deal
group by what
union all
select
    'listing' as what, '' as stage, '' as persona, pieces as deals,
    coalesce(staged, 0) as needs, coalesce(tagged, 0) as met, 0 as need_squares, 0 as met_squares,
    0 as products, 0 as pieces, cast(0 as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as hole_amount
from listing
