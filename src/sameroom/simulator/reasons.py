"""Why sales turns leads down, puts them back and loses deals, in its own words."""

REJECTIONS = (
    ("Wrong territory", "procedural"),
    ("Contact details wrong", "clerical"),
    ("No company given", "clerical"),
    ("Already in a running deal", "procedural"),
    ("Company too small", "definitional"),
    ("Not our industry", "definitional"),
    ("No say in the purchase", "definitional"),
    ("Other", "other"),
)
"""Rejections before any contact: the words in the CRM, and the family they belong to."""

FAMILIES = ("procedural", "clerical", "definitional", "other")

RECYCLES = ("Budget next year", "Project postponed")

LOSSES = (
    "Price",
    "Went with a competitor",
    "No decision",
    "Missing feature",
    "Project stopped",
    "Lost contact",
)
