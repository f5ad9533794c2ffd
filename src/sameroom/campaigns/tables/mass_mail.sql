-- mass_mail.sql: one row a mail that went to many people for one campaign on one day (UTC).
-- How many are many is agreed: campaigns.mass_mail_people.
with sent as (
    select
        touch_id,
        occurred_at,
        person_id,
        buyer_id,
        campaign_id,
        campaign,
        cast(floor(epoch(occurred_at) / 86400) as bigint) as day_number
    from touch_position
    where kind = 'email_sent' and campaign_id is not null and buyer_id is not null
),
day_size as (
    select campaign_id, day_number, count(distinct coalesce(person_id, buyer_id)) as people
    from sent
    group by campaign_id, day_number
),
many as (
    select coalesce(max(amount), 20) as people from term where name = 'campaigns.mass_mail_people'
)
select
    s.touch_id, s.occurred_at, s.person_id, s.buyer_id, s.campaign_id, s.campaign, d.people
from sent as s
inner join day_size as d on d.campaign_id = s.campaign_id and d.day_number = s.day_number
cross join many as m
where d.people >= m.people
