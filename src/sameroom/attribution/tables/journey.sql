-- journey.sql: one row a journey, seen by channel and seen by campaign, with its path as text.
-- A path is written by the numbers of its names, joined by dots. It is put together eight steps at
-- a time, then eight of those, then eight of these, as that means the same on every engine.
-- lead_place and deal_place are the steps at or before which the lead and the deal came about.
with eight as (
    select
        by_what,
        journey_number,
        cast(floor((place - 1) / 8) as bigint) as block,
        cast(max(case when (place - 1) % 8 = 0 then name_number end) as varchar)
            || coalesce('.' || cast(max(case when (place - 1) % 8 = 1 then name_number end) as varchar), '')
            || coalesce('.' || cast(max(case when (place - 1) % 8 = 2 then name_number end) as varchar), '')
            || coalesce('.' || cast(max(case when (place - 1) % 8 = 3 then name_number end) as varchar), '')
            || coalesce('.' || cast(max(case when (place - 1) % 8 = 4 then name_number end) as varchar), '')
            || coalesce('.' || cast(max(case when (place - 1) % 8 = 5 then name_number end) as varchar), '')
            || coalesce('.' || cast(max(case when (place - 1) % 8 = 6 then name_number end) as varchar), '')
            || coalesce('.' || cast(max(case when (place - 1) % 8 = 7 then name_number end) as varchar), '') as path,
        min(outcome) as outcome,
        min(turn) as turn,
        max(place) as place,
        min(began) as began,
        max(happened) as happened,
        sum(case when is_before_lead then 1 else 0 end) as lead_place,
        sum(case when is_before_deal then 1 else 0 end) as deal_place,
        max(case when is_marketing then 1 else 0 end) as has_marketing,
        max(case when is_cut then 1 else 0 end) as is_cut
    from journey_step
    group by by_what, journey_number, cast(floor((place - 1) / 8) as bigint)
),
sixty_four as (
    select
        by_what,
        journey_number,
        cast(floor(block / 8) as bigint) as block,
        max(case when block % 8 = 0 then path end)
            || coalesce('.' || max(case when block % 8 = 1 then path end), '')
            || coalesce('.' || max(case when block % 8 = 2 then path end), '')
            || coalesce('.' || max(case when block % 8 = 3 then path end), '')
            || coalesce('.' || max(case when block % 8 = 4 then path end), '')
            || coalesce('.' || max(case when block % 8 = 5 then path end), '')
            || coalesce('.' || max(case when block % 8 = 6 then path end), '')
            || coalesce('.' || max(case when block % 8 = 7 then path end), '') as path,
        min(outcome) as outcome,
        min(turn) as turn,
        max(place) as place,
        min(began) as began,
        max(happened) as happened,
        sum(lead_place) as lead_place,
        sum(deal_place) as deal_place,
        max(has_marketing) as has_marketing,
        max(is_cut) as is_cut
    from eight
    group by by_what, journey_number, cast(floor(block / 8) as bigint)
),
whole as (
    select
        by_what,
        journey_number,
        max(case when block % 8 = 0 then path end)
            || coalesce('.' || max(case when block % 8 = 1 then path end), '')
            || coalesce('.' || max(case when block % 8 = 2 then path end), '')
            || coalesce('.' || max(case when block % 8 = 3 then path end), '')
            || coalesce('.' || max(case when block % 8 = 4 then path end), '')
            || coalesce('.' || max(case when block % 8 = 5 then path end), '')
            || coalesce('.' || max(case when block % 8 = 6 then path end), '')
            || coalesce('.' || max(case when block % 8 = 7 then path end), '') as path,
        min(outcome) as outcome,
        min(turn) as turn,
        max(place) as length,
        min(began) as began,
        max(happened) as last_step,
        sum(lead_place) as lead_place,
        sum(deal_place) as deal_place,
        max(has_marketing) = 1 as has_marketing,
        max(is_cut) = 1 as is_cut
    from sixty_four
    group by by_what, journey_number
),
-- What is told of a journey stands in the row of its first step.
opening as (
    select by_what, journey_number, journey_id, buyer_id
    from journey_step
    where place = 1
)
select
    w.by_what,
    w.outcome,
    w.journey_number,
    o.journey_id,
    o.buyer_id,
    w.length,
    w.began,
    w.last_step,
    c.deal_id,
    coalesce(c.deals, 0) as deals,
    coalesce(c.amount, 0) as amount,
    c.ended,
    w.lead_place,
    w.deal_place,
    w.has_marketing,
    w.is_cut,
    w.path,
    row_number() over (
        partition by w.by_what, w.outcome order by md5(o.journey_id), o.journey_id
    ) as drawn
from whole as w
inner join opening as o on o.by_what = w.by_what and o.journey_number = w.journey_number
left join conversion as c
    on c.outcome = w.outcome and c.buyer_id = o.buyer_id and c.turn = w.turn
