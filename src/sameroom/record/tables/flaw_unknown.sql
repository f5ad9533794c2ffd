-- flaw_unknown.sql: references to what is on no list: a product, a company, a person.
with listed_product as (
    select id as ref, name from product
    union
    select 'name:' || lower(trim(name)) as ref, name from product where name is not null
),
lookalike as (
    select replace(lower(name), ' ', '') as bare, min(name) as name
    from product
    where name is not null
    group by replace(lower(name), ' ', '')
)
select d.id, 'deal' as noun, 'product_id' as field, coalesce(d.product, d.product_id) as content,
    case when m.name is null then 'not in the list of products'
        else 'not in the list of products; perhaps ' || m.name end as other
from deal as d
cross join (select count(*) as products from product) as c
left join listed_product as l
    on l.ref = coalesce(d.product_id, 'name:' || lower(trim(d.product)))
left join lookalike as m
    on m.bare = replace(replace(lower(coalesce(d.product_id, d.product)), 'name:', ''), ' ', '')
where c.products > 0 and coalesce(d.product_id, d.product) is not null and l.ref is null
union all
select d.id, 'deal' as noun, 'account_id' as field, d.account_id as content,
    'no such company on record' as other
from deal as d
cross join (select count(*) as accounts from account) as c
left join account_entity as e on e.ref = d.account_id
left join who_account as w on w.account_id = e.account_id
where c.accounts > 0 and d.account_id is not null and coalesce(w.row_count, 0) = 0
union all
select l.lead_id as id, 'lead' as noun, 'person_id' as field, l.person_ref as content,
    'no such person on record' as other
from who_lead as l
cross join (select count(*) as people from person) as c
where c.people > 0 and l.person_ref is not null and l.person_rows = 0
