-- process_step.sql: one row a step of a case, with the step before it. A case is a deal or a lead; a
-- step is a stage it entered or an act of sales. Steps are in the order of time; those of one instant
-- in the order of their source, then stages before acts, then by id. Steps without a date have no
-- place in any order and are left out. A path is made of stages; of acts where cases of that kind
-- have no stages: path_position is a step's place in it. The wait before a step is that of whoever takes it: of
-- marketing, where a member of marketing does; else of sales. Cases that began before the period are
-- left out, for we may not know how. Cases are numbered once, so that what sorts and groups by case
-- does so by a number and not by a text; names are put back only after the sort.
with only_lead as (
    select person_id, min(lead_id) as lead_id
    from who_lead
    where person_id is not null
    group by person_id
    having count(*) = 1
),
moved as (
    select
        subject as noun, subject_id as case_id, to_stage, changed_at, position, changed_by_id,
        id as source_ref
    from stage_change
    where subject in ('deal', 'lead')
    union all
    select
        'lead' as noun,
        coalesce(o.lead_id, e.person_id, c.subject_id) as case_id,
        c.to_stage, c.changed_at, c.position, c.changed_by_id, c.id as source_ref
    from stage_change as c
    left join person_entity as e on e.ref = c.subject_id
    left join only_lead as o on o.person_id = e.person_id
    where c.subject = 'person'
),
every as (
    select
        c.noun, c.case_id, 'stage' as step_kind, trim(c.to_stage) as step,
        c.changed_at as occurred_at, coalesce(c.position, 0) as place,
        coalesce(m.member_id, c.changed_by_id) as member_id, coalesce(m.team, 'sales') as team,
        c.source_ref
    from moved as c
    cross join audit_window as w
    left join team_member as m on m.member_ref = c.changed_by_id
    where c.changed_at < w.ends_at and trim(c.to_stage) <> ''
    union all
    select
        noun, case_id, 'act' as step_kind, kind || ' (act)' as step, occurred_at, 0 as place,
        member_id, team, act_id as source_ref
    from process_act
    where case_id is not null
),
numbered as (
    select noun, case_id, first_at, row_number() over (order by noun, case_id) as case_number
    from (
        select noun, case_id, min(occurred_at) as first_at from every group by noun, case_id
    ) as once
),
staged as (
    select noun, count_if(step_kind = 'stage') > 0 as has_stages
    from process_mark
    group by noun
),
mark as (
    select
        k.noun, k.step_kind, k.step, k.step_id,
        case when k.step_kind = 'stage' or not g.has_stages then 1 else 0 end as is_path,
        case when k.step_kind = 'stage' then 0 else 1 end as is_act
    from process_mark as k
    inner join staged as g on g.noun = k.noun
),
marked as (
    select
        n.case_number, k.step_id, k.is_path, k.is_act,
        e.occurred_at, e.place, e.source_ref, e.member_id, e.team
    from every as e
    inner join mark as k
        on k.noun = e.noun and k.step_kind = e.step_kind and k.step = e.step
    inner join numbered as n on n.noun = e.noun and n.case_id = e.case_id
    inner join audit_window as w on n.first_at >= w.starts_at
),
placed as (
    select
        case_number,
        step_id,
        is_path,
        occurred_at,
        member_id,
        team,
        row_number() over (
            partition by case_number order by occurred_at, place, is_act, source_ref, step_id
        ) as position,
        sum(is_path) over (
            partition by case_number order by occurred_at, place, is_act, source_ref, step_id
            rows between unbounded preceding and current row
        ) as path_steps,
        lag(step_id) over (
            partition by case_number order by occurred_at, place, is_act, source_ref, step_id
        ) as previous_id,
        lag(occurred_at) over (
            partition by case_number order by occurred_at, place, is_act, source_ref, step_id
        ) as previous_at,
        lag(member_id) over (
            partition by case_number order by occurred_at, place, is_act, source_ref, step_id
        ) as previous_member_id
    from marked
)
select
    k.noun,
    n.case_id,
    p.case_number,
    p.position,
    cast(case when p.is_path = 1 then p.path_steps end as bigint) as path_position,
    p.step_id,
    k.step_kind,
    k.step,
    p.occurred_at,
    p.member_id,
    p.team,
    p.previous_id,
    case when p.member_id <> p.previous_member_id then 1 else 0 end as is_handover,
    case when p.team = 'marketing' then 1 else 0 end as is_marketing,
    epoch(p.occurred_at) - epoch(p.previous_at) as waited_seconds
from placed as p
inner join mark as k on k.step_id = p.step_id
inner join numbered as n on n.case_number = p.case_number
