-- first_contact.sql: when a human of ours first turned to the buyer after each hand-over.
select case_id, min(occurred_at) as contacted_at, count(*) as contacts
from case_act
where is_contact
group by case_id
