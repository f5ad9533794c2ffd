select member_id, max(hash(occurred_at, is_automatic)) as told from activity group by member_id;
select asset_id, member_id, max(hash(occurred_at, deal_id)) as told from asset_use group by asset_id, member_id;
select max(hash(id, created_at, owner_id)) as told from deal;
select max(hash(asset_id, title, kind, stage, made_by_team, made_at, is_counted)) as told from sales_asset;
