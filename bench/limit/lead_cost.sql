select lead_id, max(hash(campaign_id, campaign, channel)) as told from lead_result group by lead_id;
