-- mail_answer.sql: one row a mail that marketing sent in the period: how many contacts its person
-- had in the 30 days before it, by any team, and whether they turned it down: an unsubscribe or a
-- complaint after it and before the next mail, within 30 days. Mails of the first 30 days on record
-- are left out, because what came before them is not known.
with begun as (
    select min(epoch(occurred_at)) as first_epoch
    from (
        select occurred_at from touch where kind = 'email_sent'
        union all
        select occurred_at from activity
    ) as seen
),
counted as (
    select
        contact_id, occurred_at, occurred, team, kind, person_id, campaign_id, is_in_window,
        count(*) over (
            partition by person_id order by occurred
            range between 2592000 preceding and 1 preceding
        ) as contacts_before
    from contact
),
refusal as (
    select
        t.id as refusal_id, t.occurred_at, t.kind,
        cast(floor(epoch(t.occurred_at)) as bigint) as occurred, p.person_id
    from touch as t
    inner join person_entity as p on p.ref = t.person_id
    where t.kind in ('unsubscribe', 'complaint') and t.occurred_at is not null
),
sent as (
    select
        c.*,
        lead(c.occurred) over (partition by c.person_id order by c.occurred, c.contact_id)
            as next_occurred
    from counted as c
    where c.team = 'marketing' and c.kind = 'mail sent'
),
refused as (
    select s.contact_id, min(r.occurred_at) as refused_at, min(r.kind) as answer
    from sent as s
    inner join refusal as r on r.person_id = s.person_id
    where r.occurred >= s.occurred
        and r.occurred < coalesce(s.next_occurred, s.occurred + 2592001)
        and r.occurred <= s.occurred + 2592000
    group by s.contact_id
)
select
    s.contact_id,
    s.occurred_at,
    s.person_id,
    s.campaign_id,
    s.contacts_before,
    r.refused_at,
    r.answer,
    r.contact_id is not null as is_refused
from sent as s
cross join begun as b
left join refused as r on r.contact_id = s.contact_id
where s.is_in_window and s.occurred >= b.first_epoch + 2592000
