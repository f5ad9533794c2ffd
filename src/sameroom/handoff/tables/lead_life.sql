-- lead_life.sql: what the stage history tells of each lead, one row a hand-over of it.
-- A lead handed over again after it was decided begins a new turn; what came before its first
-- hand-over answers none and is left out. Twin: rules.turns. The history of a person counts
-- for their only lead, or for their first when none of their leads has a history of its own; who
-- has a history and no lead is a case in their own right.
with placed as (
    select *
    from (
        values
        ('handed_over', 0), ('accepted', 1), ('working', 2), ('qualified', 3), ('converted', 4),
        ('customer', 5), ('recycled', 6), ('rejected', 7), ('disqualified', 8)
    ) as listed (stage, place)
),
word as (
    select s.subject, s.raw, p.place
    from lifecycle_stage as s
    inner join placed as p on p.stage = s.stage
),
-- Few systems keep a history of persons: only the leads of those who have one are looked at.
past as (
    select
        c.id,
        coalesce(e.person_id, c.subject_id) as who_id,
        e.person_id,
        c.changed_at,
        cast(floor(epoch(c.changed_at)) as bigint) * 16 + m.place as moment,
        m.place,
        c.reason,
        c.reason_family
    from stage_change as c
    inner join word as m on m.subject = 'person' and m.raw = lower(trim(c.to_stage))
    cross join audit_window as w
    left join person_entity as e on e.ref = c.subject_id
    where c.subject = 'person' and c.changed_at < w.ends_at
),
owning as (
    select l.lead_id, l.person_id
    from who_lead as l
    inner join (select distinct person_id from past) as h on h.person_id = l.person_id
),
told_itself as (
    select distinct c.subject_id as lead_id
    from stage_change as c
    inner join owning as o on o.lead_id = c.subject_id
    inner join word as m on m.subject = 'lead' and m.raw = lower(trim(c.to_stage))
    cross join audit_window as w
    where c.subject = 'lead' and c.changed_at < w.ends_at
),
owned as (
    select
        o.person_id,
        min(o.lead_id) as lead_id,
        count(*) as leads,
        sum(case when t.lead_id is null then 0 else 1 end) as telling
    from owning as o
    left join told_itself as t on t.lead_id = o.lead_id
    group by o.person_id
),
event as (
    select
        c.id,
        c.subject_id as lead_id,
        cast(null as varchar) as person_id,
        c.changed_at,
        cast(floor(epoch(c.changed_at)) as bigint) * 16 + m.place as moment,
        m.place,
        c.reason,
        c.reason_family
    from stage_change as c
    inner join word as m on m.subject = 'lead' and m.raw = lower(trim(c.to_stage))
    cross join audit_window as w
    where c.subject = 'lead' and c.changed_at < w.ends_at
    union all
    select p.id, coalesce(o.lead_id, p.who_id), p.who_id, p.changed_at, p.moment, p.place, p.reason,
        p.reason_family
    from past as p
    left join owned as o on o.person_id = p.person_id
    where o.person_id is null or o.leads = 1 or o.telling = 0
),
summed as (
    select
        lead_id,
        min(person_id) as person_id,
        min(case when place = 0 then changed_at end) as handed_over_at,
        min(case when place > 0 then moment end) as decided_moment,
        min(case when place > 0 then changed_at end) as decided_at,
        min(case when place > 1 then changed_at end) as settled_at,
        min(case when place > 2 then changed_at end) as concluded_at,
        min(case when place = 6 then changed_at end) as recycled_at,
        arg_min(reason, case when place > 5 and reason is not null
            then cast(moment as varchar) || id end) as reason,
        arg_min(reason_family, case when place > 5 and reason_family is not null
            then cast(moment as varchar) || id end) as reason_family,
        count_if(place = 0) > 1 or coalesce(
            min(case when place = 0 then moment end) > min(case when place > 0 then moment end),
            false
        ) as is_repeated
    from event
    group by lead_id
),
-- Only these few need their moves put in order: the others have one turn.
marked as (
    select
        e.*,
        case
            when e.place = 0 and coalesce(lag(e.place) over (
                partition by e.lead_id order by e.moment, e.id
            ), 1) <> 0 then 1 else 0
        end as opens
    from event as e
    inner join summed as r on r.lead_id = e.lead_id and r.is_repeated
),
numbered as (
    select lead_id, person_id, changed_at, moment, place, reason, reason_family, id,
        sum(opens) over (
            partition by lead_id order by moment, id
            rows between unbounded preceding and current row
        ) as turn
    from marked
),
turned as (
    select
        lead_id,
        cast(turn as bigint) as turn,
        min(person_id) as person_id,
        min(case when place = 0 then changed_at end) as handed_over_at,
        min(case when place > 0 then moment end) as decided_moment,
        min(case when place > 0 then changed_at end) as decided_at,
        min(case when place > 1 then changed_at end) as settled_at,
        min(case when place > 2 then changed_at end) as concluded_at,
        min(case when place = 6 then changed_at end) as recycled_at,
        arg_min(reason, case when place > 5 and reason is not null
            then cast(moment as varchar) || id end) as reason,
        arg_min(reason_family, case when place > 5 and reason_family is not null
            then cast(moment as varchar) || id end) as reason_family
    from numbered
    where turn > 0
    group by lead_id, turn
),
lived as (
    select lead_id, cast(1 as bigint) as turn, person_id, handed_over_at, decided_moment,
        decided_at, settled_at, concluded_at, recycled_at, reason, reason_family
    from summed
    where not is_repeated
    union all
    select lead_id, turn, person_id, handed_over_at, decided_moment, decided_at, settled_at,
        concluded_at, recycled_at, reason, reason_family
    from turned
)
select
    f.lead_id,
    f.turn,
    f.person_id,
    f.handed_over_at,
    f.decided_at,
    p.stage as decided_stage,
    f.settled_at,
    f.concluded_at,
    f.recycled_at,
    f.reason,
    f.reason_family,
    n.handed_over_at as until_at
from lived as f
left join placed as p on p.place = f.decided_moment % 16
left join turned as n on n.lead_id = f.lead_id and n.turn = f.turn + 1
