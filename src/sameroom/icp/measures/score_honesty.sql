-- score_honesty.sql: of the leads whose days have passed, how many were taken and won at each score.
-- Above 2,000 different scores they are put together in 2,000 steps of equal width. The row "rest"
-- counts the leads that are left out: no score, no date, days not passed.
with mature as (
    select score, was_accepted, was_won
    from scored_lead
    where is_mature and score is not null
),
extent as (
    select min(score) as least, max(score) as most, count(distinct score) as steps from mature
),
stepped as (
    select
        case
            when e.steps <= 2000 then m.score
            else e.least + floor((m.score - e.least) / nullif(e.most - e.least, 0) * 2000)
                * ((e.most - e.least) / 2000)
        end as score,
        m.was_accepted,
        m.was_won
    from mature as m
    cross join extent as e
)
select
    'score' as slice,
    score,
    count(*) as cases,
    sum(was_accepted) as accepted,
    sum(was_won) as won,
    0 as unscored,
    0 as undated,
    0 as immature
from stepped
group by score
union all
select
    'rest',
    cast(null as double),
    count(*),
    0,
    0,
    count_if(score is null),
    count_if(score is not null and handed_over_at is null),
    count_if(score is not null and handed_over_at is not null and not is_mature)
from scored_lead
order by slice, score
