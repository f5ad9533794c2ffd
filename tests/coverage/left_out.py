"""Which figures with an interval the study does not judge, each with the reason.

`test_coverage.py` holds this against what is told: a figure that is neither judged nor named here
makes it fail, and so does a name here of which the study knows the truth.
"""

from collections.abc import Iterable

Kind = tuple[str, str, str]

SAME = "the same arithmetic as the whole, which is judged, on the cases of a part"
TWIN = "another name for a figure that is judged, or what is left of it to one"
PICKED = "about what the measure itself picked from the data; its own tests hold it to planted ones"
SPREAD = "the ends of a range over models; the models are judged one by one"
ASSUMED = "what the agreement assumes, carried through; the losses it ends in are judged"
ASSOCIATION = "shown beside the recommended figure, which is judged; confounded on purpose"
EXACT = "nothing in the made-up company makes it differ from nought or one"

REASONS: dict[str, tuple[Kind, ...]] = {
    SAME: (
        *((measure, figure, part) for measure, figure, parts in (
            ("acceptance", "acceptance_rate", ("month",)),
            ("acceptance", "undecided_share", ("month",)),
            ("campaign_results", "conversion", ("channel",)),
            ("campaign_results", "cost_per_accepted", ("", "channel")),
            ("conformance", "conforming_share", ("process",)),
            ("conformance", "deviating_share", ("process and deviation",)),
            ("credit_range", "share_decay", ("campaign",)),
            ("credit_range", "share_first", ("campaign",)),
            ("credit_range", "share_last", ("campaign",)),
            ("credit_range", "share_linear", ("campaign",)),
            ("credit_range", "share_markov", ("campaign",)),
            ("credit_range", "share_position", ("campaign",)),
            ("credit_range", "share_shapley", ("campaign",)),
            ("cycle_time", "lost_by", ("process and days",)),
            ("cycle_time", "median_days", ("process",)),
            ("cycle_time", "p90_days", ("process",)),
            ("cycle_time", "open_at", ("process and days",)),
            ("cycle_time", "won_by", ("process and days",)),
            ("decision_time", "median_hours", ("month", "team")),
            ("decision_time", "p90_hours", ("month", "team")),
            ("decision_time", "within_target", ("month", "team")),
            ("first_touches", "cold_share", ("month",)),
            ("funnel", "accepted_share", ("month",)),
            ("funnel", "deal_share", ("month",)),
            ("funnel", "won_share", ("month",)),
            ("never_touched", "never_touched_share", ("month", "team")),
            ("persistence", "persistent_share", ("campaign", "month", "team")),
            ("process_map", "handed_share", ("process",)),
            ("process_map", "returned_share", ("process",)),
            ("recycling", "recycle_rate", ("month",)),
            ("rework_share", "rework_share", ("process",)),
            ("routing_delay", "human_median_hours", ("campaign", "team")),
            ("routing_delay", "routing_median_hours", ("campaign", "team")),
            ("self_serve_share", "self_serve_share", ("channel", "month")),
            ("speed_to_lead", "median_hours", ("month", "team")),
            ("speed_to_lead", "p90_hours", ("month", "team")),
            ("speed_to_lead", "within_target", ("month", "team")),
            ("unused_content", "unused_share", ("stage",)),
            ("unused_content", "used_share", ("stage",)),
            ("velocity", "velocity", ("channel", "month", "quarter")),
            ("win_rate", "win_rate_count", ("channel", "month")),
            ("win_rate", "win_rate_value", ("channel", "month")),
        ) for part in parts),
    ),
    TWIN: (
        ("never_touched", "touched_share", ""),
        ("never_touched", "touched_share", "month"),
        ("speed_to_lead", "agreed_share_hours", ""),  # p90_hours, where 90 of 100 were agreed
        ("speed_to_lead", "answering_median_hours", ""),
        ("speed_to_lead", "routing_median_hours", ""),
        ("credit_range", "untouched_share", ""),
        ("conformance", "place_share", "where"),
        ("one_shot", "leads_ratio", ""),
        ("one_shot", "accepted_ratio", ""),
        ("one_shot", "won_ratio", ""),
        ("one_shot", "leads_per_1000", "campaigns"),
        ("one_shot", "accepted_per_1000", "campaigns"),
        ("one_shot", "won_per_1000", "campaigns"),
        ("money_lines", "late_loss", "kind"),
        ("money_lines", "never_worked_loss", "kind"),
        ("money_lines", "total_expected_loss", "kind"),
    ),
    PICKED: (
        ("momentum", "above_rest", "attribute and segment and finding"),
        ("momentum", "first_half_won_share", "attribute and segment"),
        ("momentum", "second_half_won_share", "attribute and segment"),
        ("who_buys", "lift", "rule and finding"),
        ("who_buys", "rule_won_share", "rule and finding"),
        ("lookalikes", "middle_distance", ""),
        ("process_variants", "own_path_share", ""),
        ("process_variants", "own_path_share", "process"),
        ("process_variants", "path_share", "path"),
        ("process_variants", "path_share", "process and path"),
        ("process_variants", "path_win_rate", "path"),
        ("process_variants", "path_win_rate", "process and path"),
        ("contact_pressure", "rises_from", ""),
    ),
    SPREAD: tuple(
        ("credit_range", f"share_{end}", part)
        for end in ("highest", "lowest")
        for part in ("campaign", "channel", "channel and counted")
    ),
    ASSUMED: (
        ("money_lines", "made_twice_cost", "kind"),
        ("money_lines", "moved_by", "side and input"),
        ("money_lines", "off_segment_cost", "kind"),
        ("money_lines", "taken_as", "input and known"),
        ("money_lines", "total_cash", "kind"),
    ),
    ASSOCIATION: (
        ("response_conversion", "adjusted_difference", ""),
        ("response_conversion", "arrival_difference", ""),
        ("response_conversion", "raw_difference", ""),
        ("response_conversion", "deal_share", "response"),
        ("response_conversion", "won_share", "response"),
    ),
    EXACT: (
        ("conformance", "deviating_share", "deviation"),
        ("data_quality", "impossible_share", "noun and field"),
        ("data_quality", "missing_share", "noun and field"),
        ("data_quality", "unknown_share", "noun and field"),
        ("process_map", "marketing_wait_share", ""),
        ("process_map", "marketing_wait_share", "process"),
        ("productivity", "marketing_measured_share", ""),
        ("productivity", "sales_measured_share", ""),
        ("rejection_reasons", "stated_share", ""),
        ("sourced_deals", "sourced_by_field", ""),
        ("sourced_deals", "sourced_by_field", "counted"),
    ),
}  # fmt: skip

LEFT_OUT: dict[Kind, str] = {kind: reason for reason, kinds in REASONS.items() for kind in kinds}


def table(kinds: Iterable[Kind]) -> str:
    """Write those kinds that are not judged, with the reasons, as a table of the page."""
    found = set(kinds)
    lines = ["| not judged | why |", "|---|---|"]
    for reason, named in REASONS.items():
        said = sorted(
            f"{measure} {figure}{f' by {parts}' if parts else ''}"
            for measure, figure, parts in named
            if (measure, figure, parts) in found
        )
        lines.append(f"| {', '.join(said)} | {reason} |")
    return "\n".join(lines)
