select case_id, occurred_at, row_number() over (partition by case_id order by occurred_at) as told,
    hash(step, place, member_id, ref) as rest
from (
    select subject_id as case_id, changed_at as occurred_at, to_stage as step, position as place,
        changed_by_id as member_id, id as ref
    from stage_change
    union all
    select case_id, occurred_at, kind, 0, member_id, act_id from process_act
) as rows;
select max(member_ref) as a, max(member_id) as b, max(team) as c from team_member;
