-- case_excuse.sql: one row a hand-over and promise whose being late both teams' leads excused, after
-- its owner disputed it. It counts neither as kept nor as missed.
select distinct o.case_id, a.subject as promise
from activity as a
inner join handoff_opening as o on o.lead_id = a.lead_id
where a.origin = 'sameroom'
    and a.outcome = 'lateness excused'
    and coalesce(a.occurred_at >= o.handed_over_at, true)
    and coalesce(a.occurred_at < o.until_at, true)
