-- rejection_reasons.sql: how often leads handed over in the period were rejected, for which family
-- of reasons and which reason, as a whole and by campaign.
with turned_down as (
    select
        coalesce(campaign, '') as campaign,
        coalesce(reason_family, '') as family,
        lower(trim(coalesce(reason, ''))) as plain_reason,
        trim(reason) as reason
    from handoff_case
    where is_in_window and decision = 'rejected'
)
select 'family' as slice, '' as campaign, family as name, family, count(*) as cases
from turned_down
group by family
union all
select 'reason' as slice, '' as campaign, min(reason) as name, min(family) as family,
    count(*) as cases
from turned_down
where plain_reason <> ''
group by plain_reason
union all
select 'campaign' as slice, campaign, family as name, family, count(*) as cases
from turned_down
where campaign <> ''
group by campaign, family
order by slice, campaign, cases desc, name
