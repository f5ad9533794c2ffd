"""The measures of the hand-over for a part of the leads: a segment, campaign, team or period."""

from sameroom.handoff.cuts.cutting import Choices, Cut, cut_up, is_recent, list_choices
from sameroom.handoff.cuts.leads import ReadLead, Record, read_leads
from sameroom.handoff.cuts.told import Drawn, Week, draw, tell

__all__ = [
    "Choices", "Cut", "Drawn", "ReadLead", "Record", "Week", "cut_up", "draw", "is_recent",
    "list_choices", "read_leads", "tell",
]  # fmt: skip
