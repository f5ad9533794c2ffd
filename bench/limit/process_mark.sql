select subject, to_stage, count(*) as n from stage_change group by subject, to_stage;
select kind, count(*) as n from activity group by kind;
