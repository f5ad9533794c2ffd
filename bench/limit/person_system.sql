select ref, max(hash(told)) as told
from (
    select id as ref, origin as told from person union all
    select person_id, origin from deal union all
    select person_id, origin from who_lead union all
    select person_ref, cast(for_marketing + 2 * for_sales as varchar) from touched_ref
) as seen
group by ref;
select max(ref) as a, max(person_id) as b from person_entity;
select max(account_id) as a, max(created_at) as b, max(email) as c, max(first_channel) as d,
    max(name) as e, max(person_id) as f
from who_person;
