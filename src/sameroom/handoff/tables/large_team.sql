-- large_team.sql: the teams of five people or more who got leads in the period: none smaller is shown
-- apart, anywhere.
select team
from handoff_case
where team is not null and is_in_window
group by team
having count(distinct owner_id) >= 5
