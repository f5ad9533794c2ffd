-- sales_made_content.sql: pieces that sales used in the period, by the team that made them.
-- Where any use is tied to a deal, only uses in deals count.
with basis as (
    select sum(deal_uses) > 0 as has_deals from sales_asset
)
select coalesce(a.made_by_team, '') as team, count(*) as pieces
from sales_asset as a
cross join basis as b
where case when b.has_deals then a.deal_uses > 0 else a.sales_uses > 0 end
group by coalesce(a.made_by_team, '')
