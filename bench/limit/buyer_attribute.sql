select buyer_id, attribute, max(hash(content)) as told
from (
    select subject_id as buyer_id, name as attribute, content from attribute where subject <> ''
    union all select account_id, 'industry', industry from who_account
    union all select account_id, 'country', country from who_account
    union all select account_id, 'region', region from who_account
    union all select account_id, 'employees', cast(employees as varchar) from who_account
    union all select account_id, 'revenue', cast(annual_revenue as varchar) from who_account
) as rows
group by buyer_id, attribute;
select max(account_id) as a, max(country) as b, max(person_id) as c, max(persona) as d,
    max(region) as e, max(title) as f
from who_person;
select max(ref) as a, max(account_id) as b from account_entity;
select max(ref) as a, max(person_id) as b from person_entity;
select max(id) as a, max(person_id) as b from lead;
