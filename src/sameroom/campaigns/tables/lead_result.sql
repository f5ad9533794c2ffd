-- lead_result.sql: one row a lead of the period: where it came from and what became of it.
-- The decision is that of its last hand-over. A lead without a date cannot be placed in time and
-- is counted in every period. Durations are in whole days, as many systems keep the day alone. A
-- lead that its system calls a customer is won without a deal; where no deals are on record at
-- all, so is one that it calls converted. Where no contact is on record, a lead that was closed may
-- have been turned down unseen or worked and lost: it is "closed", neither accepted nor rejected.
with bought as (
    select
        lead_id,
        count(*) as deals,
        sum(coalesce(amount, 0)) as pipeline,
        sum(case when is_won then 1 else 0 end) as won_deals,
        sum(case when is_won then coalesce(amount, 0) else 0 end) as won_amount,
        min(created_at) as deal_at,
        min(case when is_won then closed_at end) as won_at
    from deal_case
    where lead_id is not null
    group by lead_id
),
told as (
    select
        l.*,
        coalesce(b.deals, 0) as deals,
        coalesce(b.pipeline, 0) as pipeline,
        coalesce(b.won_deals > 0, false)
            or coalesce(s.stage = 'customer' or (d.deals = 0 and s.stage = 'converted'), false)
            as is_won,
        coalesce(b.won_amount, 0) as won_amount,
        b.deal_at,
        case
            when b.won_at is not null then b.won_at
            when s.stage = 'customer' or (d.deals = 0 and s.stage = 'converted') then l.converted_at
        end as won_at
    from who_lead as l
    cross join audit_window as w
    cross join (select count(*) as deals from deal_case) as d
    left join bought as b on b.lead_id = l.lead_id
    left join lifecycle_stage as s on s.subject = 'lead' and s.raw = lower(trim(l.status))
    where l.created_at is null or (l.created_at >= w.starts_at and l.created_at < w.ends_at)
)
select
    t.lead_id,
    t.person_id,
    t.created_at,
    e.campaign_id,
    e.name as campaign,
    coalesce(n.channel, t.channel, e.channel) as channel,
    t.landing_page,
    case when h.is_rejection_inferred and a.contacts = 0 then 'closed' else h.decision end
        as decision,
    h.reason,
    t.deals,
    t.pipeline,
    t.is_won,
    t.won_amount,
    t.deal_at,
    t.won_at,
    floor(epoch(t.won_at) / 86400) - floor(epoch(t.created_at) / 86400) as days_to_win,
    coalesce(floor(epoch(t.won_at) / 86400) < floor(epoch(t.created_at) / 86400), false)
        as is_won_before_lead
from told as t
cross join (select count(contacted_at) as contacts from handoff_case) as a
left join campaign_entity as e on e.ref = t.campaign_id
left join channel_name as n on n.raw = lower(trim(t.channel))
left join handoff_case as h on h.lead_id = t.lead_id and h.is_latest
