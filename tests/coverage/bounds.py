"""How wide the median interval of each figure may be: so that wide is not right.

Each bound is about a third above what the best plain method gives for a company of this size: for a
share, 2 x 1.96 x sqrt(p (1 - p) / cases) at the planted share; for a quantile, that of its order
statistics; for a distance and for money, a width beyond which the reading would decide nothing.
"""

WIDEST = {
    ("acceptance", "acceptance_rate", ""): 0.07,
    ("acceptance", "undecided_share", ""): 0.05,
    ("acceptance", "acceptance_rate", "campaign"): 0.30,
    ("acceptance", "undecided_share", "campaign"): 0.21,
    ("never_touched", "never_touched_share", ""): 0.035,
    ("never_touched", "never_touched_share", "campaign"): 0.16,
    ("rejection_reasons", "reason_share", "family"): 0.12,
    ("rejection_reasons", "reason_share", "reason"): 0.10,
    ("rejection_reasons", "reason_share", "campaign and family"): 0.34,
    ("speed_to_lead", "median_hours", ""): 2.2,
    ("speed_to_lead", "p90_hours", ""): 55.0,
    ("speed_to_lead", "within_target", ""): 0.07,
    ("speed_to_lead", "still_waiting_share", "hours"): 0.06,
    ("icp_drift", "distance", ""): 0.22,
    ("icp_drift", "distance", "industry, aimed at → won"): 0.22,
    ("icp_drift", "distance", "employees, aimed at → won"): 0.22,
    ("icp_drift", "aimed_share", ""): 0.09,
    ("icp_drift", "won_share", ""): 0.30,
    ("icp_drift", "segment_aimed_share", "attribute and segment"): 0.07,
    ("icp_drift", "segment_won_share", "attribute and segment"): 0.16,
    ("sales_made_content", "sales_made_share", ""): 0.34,
    ("unused_content", "unused_share", ""): 0.23,
    ("unused_content", "used_share", ""): 0.23,
    ("campaign_results", "conversion", ""): 0.045,
    ("campaign_results", "conversion", "campaign"): 0.16,
    ("campaign_results", "cost_per_accepted", "campaign"): 800.0,
    ("funnel", "accepted_share", ""): 0.09,
    ("funnel", "deal_share", ""): 0.08,
    ("funnel", "won_share", ""): 0.06,
    ("funnel", "days_to_win_median", ""): 20.0,
    ("funnel", "days_to_win_mean", ""): 16.0,
    ("funnel", "days_to_win_p75", ""): 32.0,
    ("productivity", "pipeline_per_cost", ""): 10.0,
    ("productivity", "used_asset_share", ""): 0.22,
    ("productivity", "won_per_rep", ""): 500_000.0,
    ("win_rate", "win_rate_count", ""): 0.14,
    ("win_rate", "win_rate_value", ""): 0.20,
    ("data_quality", "missing_share", "noun and field"): 0.04,
    ("data_quality", "stale_share", "noun and field"): 0.30,
    ("match_rate", "marketing_known_share", ""): 0.045,
    ("match_rate", "leads_known_share", ""): 0.06,
    ("match_rate", "leads_without_account_share", ""): 0.03,
    ("match_rate", "deals_without_people_share", ""): 0.02,
}
"""By measure, figure and the names of the parts; every one of them must have been told."""
