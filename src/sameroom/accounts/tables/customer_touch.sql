-- customer_touch.sql: for each moment of a customer, how often each team contacted them in the agreed
-- days before. Marketing: all that reached them but mere display; sales and service: acts by humans,
-- and tickets for service.
with contacted as (
    select
        t.occurred_at,
        'marketing' as side,
        t.person_id as person_ref,
        t.account_id as account_ref,
        cast(null as varchar) as deal_id
    from touch as t
    where coalesce(t.kind, 'other') not in ('targeted', 'impression', 'email_bounce')
    union all
    select
        a.occurred_at,
        case
            when m.team in ('service', 'support') then 'service'
            when m.team = 'marketing' then 'marketing'
            else 'sales'
        end as side,
        a.person_id,
        a.account_id,
        a.deal_id
    from activity as a
    left join team_member as m on m.member_ref = a.member_id
    where not coalesce(a.is_automatic, false) and coalesce(a.direction, '') <> 'internal'
    union all
    select opened_at, 'service', person_id, account_id, null from ticket
),
known as (
    select
        c.occurred_at,
        c.side,
        case
            when u.unit = 'person' then coalesce(e.person_id, d.person_id, a.account_id)
            else coalesce(a.account_id, w.account_id, d.account_id, e.person_id)
        end as buyer_id
    from contacted as c
    left join buyer as u on true
    left join person_entity as e on e.ref = c.person_ref
    left join account_entity as a on a.ref = c.account_ref
    left join who_person as w on w.person_id = e.person_id
    left join deal_case as d on d.deal_id = c.deal_id
    where c.occurred_at is not null
)
select
    m.moment_id,
    count_if(k.side = 'marketing') as marketing,
    count_if(k.side = 'sales') as sales,
    count_if(k.side = 'service') as service
from customer_moment as m
inner join known as k on k.buyer_id = m.buyer_id
where floor(epoch(k.occurred_at)) >= m.touched_from and floor(epoch(k.occurred_at)) < m.moment
group by m.moment_id
