select id, max(hash(name, domain, industry, employees, annual_revenue, country, region,
    owner_id)) as told
from account group by id;
select max(ref) as a, max(account_id) as b from account_entity;
