-- campaign_run.sql: one row a campaign whose length can be told: how many days it ran, what it cost,
-- what it brought. Its days are those from its first to its last, as planned; where an end is not
-- known, to its last spending. What still runs at the end of the period has run until then.
with paid as (
    select e.campaign_id, min(s.spent_on) as first_on, max(s.spent_on) as last_on
    from spend as s
    inner join campaign_entity as e on e.ref = s.campaign_id
    where s.spent_on is not null
    group by e.campaign_id
),
dated as (
    select
        r.*,
        coalesce(r.starts_on, p.first_on) as begins_on,
        case when r.starts_on is not null and r.ends_on is not null then r.ends_on
            else coalesce(r.ends_on, p.last_on) end as stops_on
    from campaign_result as r
    left join paid as p on p.campaign_id = r.campaign_id
)
select
    d.campaign_id,
    d.name,
    d.channel,
    d.begins_on,
    d.stops_on,
    floor(
        (
            least(epoch(d.stops_on), epoch(cast(z.ends_at as date)) - 86400)
            - epoch(d.begins_on)
        ) / 86400
    ) + 1 as days,
    d.cost,
    d.cost_from,
    d.leads,
    d.accepted,
    d.won
from dated as d
cross join audit_window as z
where d.begins_on is not null
    and d.stops_on >= d.begins_on
    and d.begins_on < cast(z.ends_at as date)
    and d.cost > 0
