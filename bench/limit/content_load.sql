select person_id, max(hash(asset_id, occurred_at, id)) as told from touch where asset_id is not null group by person_id;
select person_id, max(hash(asset_id, occurred_at, kind, deal_id)) as told from asset_use group by person_id;
select max(ref) as a, max(person_id) as b from person_entity;
