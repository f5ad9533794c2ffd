-- one_shot.sql: one row a campaign with a cost whose length is known: whether it is one-shot, what it
-- cost, its leads, those sales took, those won.
with short_for as (
    select coalesce(max(amount), 14) as days from term where name = 'campaigns.one_shot_days'
)
select
    r.campaign_id,
    r.days,
    case when r.days <= s.days then 'one-shot' else 'sustained' end as kind,
    r.cost,
    r.leads,
    r.accepted,
    r.won
from campaign_run as r
cross join short_for as s
order by r.campaign_id
