-- productivity.sql: what each team puts in and gets out: one row of sums.
with brought as (
    select
        count(*) as leads,
        sum(cast(l.pipeline as double)) as pipeline,
        sum(cast(l.pipeline as double) * cast(l.pipeline as double)) as pipeline_squares,
        count_if(l.deals > 0) as leads_with_deal,
        count_if(
            (g.cost is not null or h.cost is not null)
            and (l.decision is not null or l.deals > 0)
        ) as leads_measured
    from lead_result as l
    left join campaign_result as g on g.campaign_id = l.campaign_id
    left join channel_result as h
        on h.plain_channel = lower(trim(coalesce(l.channel, 'not stated')))
),
paid as (
    select sum(cost) as cost, count(cost) as costed from channel_result
),
live as (
    select a.id
    from asset as a
    cross join audit_window as w
    where coalesce(a.made_at < w.ends_at, true) and coalesce(a.retired_at >= w.starts_at, true)
),
used as (
    select count(distinct u.asset_id) as used_assets
    from asset_use as u
    inner join live as a on a.id = u.asset_id
    cross join audit_window as w
    where u.occurred_at is null
        or (u.occurred_at >= w.starts_at and u.occurred_at < w.ends_at)
),
acted as (
    select
        m.member_id,
        sum(a.minutes) / 60 as hours,
        count(*) as acts,
        count(a.minutes) as timed
    from activity as a
    inner join team_member as m on m.member_ref = a.member_id
    cross join audit_window as w
    where m.team = 'sales' and not coalesce(a.is_automatic, false)
        and a.occurred_at >= w.starts_at and a.occurred_at < w.ends_at
    group by m.member_id
),
closed as (
    select
        owner_id as member_id,
        count(*) as ended,
        count_if(is_won) as won,
        sum(case when is_won then cast(coalesce(amount, 0) as double) else 0 end) as won_amount,
        count_if(not is_won or amount > 0) as measured
    from deal_case
    where ended_in_window
    group by owner_id
),
rep as (
    select
        coalesce(c.member_id, a.member_id) as member_id,
        coalesce(c.won_amount, 0) as won_amount,
        coalesce(a.hours, 0) as hours
    from closed as c
    full outer join acted as a on a.member_id = c.member_id
    where coalesce(c.member_id, a.member_id) is not null
),
effort as (
    select
        count(*) as reps,
        sum(won_amount) as won_amount,
        sum(won_amount * won_amount) as won_squares,
        sum(hours) as hours,
        sum(hours * hours) as hour_squares,
        sum(won_amount * hours) as won_hours
    from rep
),
timed as (
    select coalesce(sum(acts), 0) as acts, coalesce(sum(timed), 0) as timed from acted
),
ended as (
    select
        coalesce(sum(ended), 0) as ended,
        coalesce(sum(won), 0) as won,
        coalesce(sum(case when member_id is not null then measured else 0 end), 0) as measured
    from closed
)
select
    b.leads,
    b.pipeline,
    b.pipeline_squares,
    b.leads_with_deal,
    b.leads_measured,
    p.cost,
    p.costed,
    (select count(*) as n from live) as assets,
    u.used_assets,
    e.reps,
    e.won_amount,
    e.won_squares,
    e.hours,
    e.hour_squares,
    e.won_hours,
    t.acts,
    t.timed,
    d.ended,
    d.won,
    d.measured
from brought as b
cross join paid as p
cross join used as u
cross join effort as e
cross join timed as t
cross join ended as d
