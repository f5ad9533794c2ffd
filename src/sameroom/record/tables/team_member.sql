-- team_member.sql: every reference that a fact may carry for one of us, and who that is.
-- The same address in two systems, or without one the same name, is the same colleague. Whoever
-- owns leads or deals and has no team on record counts as sales.
with card as (
    select
        m.id,
        m.name,
        m.team,
        m.calendar,
        lower(trim(m.email)) as email,
        lower(trim(m.name)) as plain_name,
        coalesce(
            'email:' || lower(trim(m.email)), 'name:' || lower(trim(m.name)), m.id
        ) as sameness
    from member as m
),
colleague as (
    select
        sameness,
        min(id) as member_id,
        arg_min(name, case when name is not null then id end) as name,
        arg_min(team, case when team is not null then id end) as team,
        arg_min(calendar, case when calendar is not null then id end) as calendar
    from card
    group by sameness
),
known as (
    select ref as member_ref, min(member_id) as member_id
    from (
        select c.id as ref, l.member_id
        from card as c inner join colleague as l on l.sameness = c.sameness
        union all
        select 'email:' || c.email, l.member_id
        from card as c inner join colleague as l on l.sameness = c.sameness
        union all
        select 'name:' || c.plain_name, l.member_id
        from card as c inner join colleague as l on l.sameness = c.sameness
    ) as named
    where ref is not null
    group by ref
),
seller as (
    select owner_id as ref from lead
    union
    select owner_id from deal
),
carried as (
    select ref from seller
    union
    select member_id from activity
    union
    select member_id from asset_use
    union
    select member_id from ticket
    union
    select changed_by_id from stage_change
    union
    select owner_id from person
    union
    select owner_id from account
),
anybody as (
    select member_ref, member_id from known
    union all
    select c.ref, c.ref
    from carried as c
    left join known as k on k.member_ref = c.ref
    where c.ref is not null and k.member_ref is null
),
selling as (
    select distinct e.member_id
    from anybody as e
    inner join seller as s on s.ref = e.member_ref
)
select
    e.member_ref,
    e.member_id,
    coalesce(
        l.name, case when substr(e.member_id, 1, 5) = 'name:' then substr(e.member_id, 6) end
    ) as name,
    coalesce(l.team, case when s.member_id is not null then 'sales' end) as team,
    l.calendar
from anybody as e
left join colleague as l on l.member_id = e.member_id
left join selling as s on s.member_id = e.member_id
