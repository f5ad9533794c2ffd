-- icp_effort.sql: one row a buyer that sales worked in the period: how many acts and minutes, and
-- whether the buyer is the ideal customer in force: fits · fails · unknown.
with agreed as (
    select count(*) as conditions from icp_criterion
),
fit as (
    select
        buyer_id,
        min(fits) as least,
        sum(case when fits is null then 1 else 0 end) as untold,
        min(case when fits = 0 then attribute end) as first_failed,
        min(case when fits = 0 then why end) as first_why
    from icp_fit
    group by buyer_id
),
worked as (
    select
        buyer_id,
        count(*) as acts,
        count(minutes) as timed_acts,
        sum(coalesce(cast(minutes as double), 0)) as minutes,
        max(occurred_at) as last_at
    from sales_act
    where is_in_window and buyer_id is not null
    group by buyer_id
)
select
    w.buyer_id,
    coalesce(c.name, p.name) as name,
    case
        when f.least = 0 then 'fails'
        when f.buyer_id is null or f.untold > 0 then 'unknown'
        else 'fits'
    end as verdict,
    f.first_failed as failed_on,
    f.first_why as why,
    w.acts,
    w.timed_acts,
    w.minutes,
    w.last_at
from worked as w
cross join agreed as g
left join fit as f on f.buyer_id = w.buyer_id
left join who_account as c on c.account_id = w.buyer_id
left join who_person as p on p.person_id = w.buyer_id
where g.conditions > 0
