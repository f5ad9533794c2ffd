-- journey.sql: one row a journey, seen by channel and seen by campaign, with its path as text.
-- A path is written by the numbers of its names, joined by dots. It is put together eight steps at
-- a time, then eight of those, then eight of these, as that means the same on every engine.
-- lead_place and deal_place are the steps at or before which the lead and the deal came about.
with eight as (
    select
        by_what,
        outcome,
        journey_id,
        place,
        cast(name_number as varchar)
            || coalesce('.' || cast(lead(name_number, 1) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ) as varchar), '')
            || coalesce('.' || cast(lead(name_number, 2) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ) as varchar), '')
            || coalesce('.' || cast(lead(name_number, 3) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ) as varchar), '')
            || coalesce('.' || cast(lead(name_number, 4) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ) as varchar), '')
            || coalesce('.' || cast(lead(name_number, 5) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ) as varchar), '')
            || coalesce('.' || cast(lead(name_number, 6) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ) as varchar), '')
            || coalesce('.' || cast(lead(name_number, 7) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ) as varchar), '') as path
    from journey_step
),
sixty_four as (
    select
        by_what,
        outcome,
        journey_id,
        place,
        path
            || coalesce('.' || lead(path, 1) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 2) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 3) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 4) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 5) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 6) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 7) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '') as path
    from eight
    where place % 8 = 1
),
whole as (
    select
        by_what,
        outcome,
        journey_id,
        place,
        path
            || coalesce('.' || lead(path, 1) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 2) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 3) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 4) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 5) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 6) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '')
            || coalesce('.' || lead(path, 7) over (
                partition by by_what, outcome, journey_id order by place, journey_id
            ), '') as path
    from sixty_four
    where place % 64 = 1
),
measured as (
    select
        s.by_what,
        s.outcome,
        s.journey_id,
        min(s.buyer_id) as buyer_id,
        max(s.place) as length,
        min(s.began) as began,
        max(s.happened) as last_step,
        max(c.deal_id) as deal_id,
        max(coalesce(c.deals, 0)) as deals,
        max(coalesce(c.amount, 0)) as amount,
        max(c.ended) as ended,
        count(case when s.began <= c.lead_made then 1 end) as lead_place,
        count(case when s.began <= c.deal_made then 1 end) as deal_place,
        bool_or(s.is_marketing) as has_marketing,
        bool_or(s.is_cut) as is_cut
    from journey_step as s
    left join conversion as c
        on c.outcome = s.outcome and c.buyer_id = s.buyer_id and c.turn = s.turn
    group by s.by_what, s.outcome, s.journey_id
)
select
    m.*,
    w.path,
    row_number() over (
        partition by m.by_what, m.outcome order by md5(m.journey_id), m.journey_id
    ) as drawn
from measured as m
inner join whole as w
    on w.by_what = m.by_what and w.outcome = m.outcome and w.journey_id = m.journey_id
where w.place = 1
