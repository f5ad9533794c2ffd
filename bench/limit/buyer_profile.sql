select buyer_id, max(hash(attribute, label)) as told from buyer_attribute group by buyer_id;
