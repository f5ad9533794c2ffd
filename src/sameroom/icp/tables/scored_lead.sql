-- scored_lead.sql: one row a lead handed over in the period: its score, whether its days have passed,
-- and whether sales took it and won it within them. The days run from the first hand-over.
with setting as (
    select coalesce(max(case when name = 'goals.horizon_days' then amount end), 180) as days
    from term
),
handed as (
    select
        h.lead_id,
        min(h.campaign) as campaign,
        min(h.handed_over_at) as handed_over_at,
        min(epoch(h.handed_over_at)) + min(s.days) * 86400 as until_epoch,
        max(case when h.is_in_window then 1 else 0 end) as is_in_window
    from handoff_case as h
    cross join setting as s
    group by h.lead_id
),
taken as (
    select h.lead_id, count(*) as takings
    from handed as h
    inner join handoff_case as c on c.lead_id = h.lead_id
    where c.decision = 'accepted' and coalesce(epoch(c.decided_at) < h.until_epoch, true)
    group by h.lead_id
),
won as (
    select h.lead_id, count(*) as wins
    from handed as h
    inner join deal_case as d on d.lead_id = h.lead_id
    where d.is_won
        and d.lead_link <> 'same company'
        and epoch(d.closed_at) < h.until_epoch
        and floor(epoch(d.closed_at) / 86400) >= floor(epoch(h.handed_over_at) / 86400)
    group by h.lead_id
)
select
    h.lead_id,
    h.campaign,
    cast(l.score as double) as score,
    h.handed_over_at,
    coalesce(h.until_epoch <= w.ends_epoch, false) as is_mature,
    case when t.takings > 0 or n.wins > 0 then 1 else 0 end as was_accepted,
    case when n.wins > 0 then 1 else 0 end as was_won
from handed as h
inner join lead as l on l.id = h.lead_id
cross join audit_window as w
left join taken as t on t.lead_id = h.lead_id
left join won as n on n.lead_id = h.lead_id
where h.is_in_window = 1
