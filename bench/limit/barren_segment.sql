select attribute, label, max(hash(buyer_id)) as told from buyer_attribute group by attribute, label;
select max(buyer_id) as a, max(step) as b from account_step;
