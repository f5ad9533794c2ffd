-- funnel.sql: of the leads of each month, how many were taken, became a deal, were won, all within
-- the same number of days; and how long the won ones took. Who reached a later step has reached
-- the earlier ones. A lead is mature when all its days since its first hand-over have passed.
with setting as (
    select coalesce(max(case when name = 'goals.horizon_days' then amount end), 180) as days
    from term
),
ended as (
    select
        lead_id,
        min(coalesce(created_at, closed_at)) as deal_at,
        min(case when is_won then closed_at end) as won_at,
        count_if(is_won) as won_deals
    from deal_case
    where lead_id is not null
    group by lead_id
),
-- Most leads are handed over once: only the others are grouped.
handed as (
    select
        lead_id,
        handed_over_at,
        case when decision = 'accepted' then decided_at end as accepted_at,
        case when decision = 'accepted' then 1 else 0 end as times_accepted
    from handoff_case
    where turn = 1 and is_latest
    union all
    select
        lead_id,
        min(handed_over_at) as handed_over_at,
        min(case when decision = 'accepted' then decided_at end) as accepted_at,
        count_if(decision = 'accepted') as times_accepted
    from handoff_case
    where turn > 1 or not is_latest
    group by lead_id
),
passed as (
    select
        h.lead_id,
        strftime(h.handed_over_at, '%Y-%m') as month_name,
        epoch(h.handed_over_at) + s.days * 86400 <= w.ends_epoch as is_mature,
        coalesce(
            h.times_accepted > 0
            and coalesce(
                epoch(coalesce(h.accepted_at, e.deal_at)) - epoch(h.handed_over_at)
                    <= s.days * 86400,
                true
            ),
            false
        ) as was_accepted,
        coalesce(epoch(e.deal_at) - epoch(h.handed_over_at) <= s.days * 86400, false) as had_deal,
        coalesce(
            e.won_deals > 0
            and coalesce(epoch(e.won_at) - epoch(h.handed_over_at) <= s.days * 86400, true),
            false
        ) as was_won
    from handed as h
    cross join setting as s
    cross join audit_window as w
    left join ended as e on e.lead_id = h.lead_id
    where h.handed_over_at >= w.starts_at and h.handed_over_at < w.ends_at
),
counted as (
    select
        month_name,
        count(*) as cases,
        count_if(is_mature) as mature,
        count_if(is_mature and (was_accepted or had_deal or was_won)) as accepted,
        count_if(is_mature and (had_deal or was_won)) as deals,
        count_if(is_mature and was_won) as won
    from passed
    group by month_name
),
taken as (
    select
        lead_id,
        days_to_win,
        row_number() over (order by days_to_win, lead_id) as place
    from lead_result
    where is_won and days_to_win >= 0
),
lasting as (
    select
        count(*) as cases,
        avg(days_to_win) as mean_days,
        sum(days_to_win) as total_days,
        sum(days_to_win * days_to_win) as square_days,
        quantile_cont(days_to_win, 0.5) as median_days,
        quantile_cont(days_to_win, 0.75) as p75_days
    from taken
),
-- The places between which a quantile of the whole lies 95 times in 100, whatever the distribution.
bound as (
    select
        floor(cases * 0.5 - 1.96 * sqrt(cases * 0.25)) as median_low,
        ceil(1 + cases * 0.5 + 1.96 * sqrt(cases * 0.25)) as median_high,
        floor(cases * 0.75 - 1.96 * sqrt(cases * 0.1875)) as p75_low,
        ceil(1 + cases * 0.75 + 1.96 * sqrt(cases * 0.1875)) as p75_high
    from lasting
),
ends as (
    select
        max(case when t.place = b.median_low then t.days_to_win end) as median_low_days,
        max(case when t.place = b.median_high then t.days_to_win end) as median_high_days,
        max(case when t.place = b.p75_low then t.days_to_win end) as p75_low_days,
        max(case when t.place = b.p75_high then t.days_to_win end) as p75_high_days
    from taken as t
    cross join bound as b
),
odd as (
    select
        count_if(is_won_before_lead) as impossible,
        count_if(won_at is null or created_at is null) as undated
    from lead_result
    where is_won
)
select
    coalesce(c.month_name, '') as month_name,
    s.days as horizon_days,
    c.cases,
    c.mature,
    c.accepted,
    c.deals,
    c.won,
    l.cases as won_cases,
    l.mean_days,
    l.total_days,
    l.square_days,
    l.median_days,
    l.p75_days,
    e.median_low_days,
    e.median_high_days,
    e.p75_low_days,
    e.p75_high_days,
    o.impossible,
    o.undated
from setting as s
cross join lasting as l
cross join ends as e
cross join odd as o
left join counted as c on true
order by month_name
