-- content_load.sql: one row a buyer whom marketing or sales showed content in the period: how many
-- different pieces, and how often.
with shown as (
    select t.person_id as person_ref, t.asset_id, t.id as shown_id
    from touch as t
    cross join audit_window as z
    where t.asset_id is not null and t.occurred_at >= z.starts_at and t.occurred_at < z.ends_at
    union all
    select coalesce(s.person_id, d.person_id) as person_ref, s.asset_id, s.id as shown_id
    from asset_use as s
    cross join audit_window as z
    left join deal as d on d.id = s.deal_id
    where s.occurred_at >= z.starts_at
        and s.occurred_at < z.ends_at
        and coalesce(s.kind, 'shared') in ('shared', 'presented', 'attached', 'other')
)
select p.person_id, count(distinct s.asset_id) as pieces, count(*) as times
from shown as s
inner join person_entity as p on p.ref = s.person_ref
group by p.person_id
