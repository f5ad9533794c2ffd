"""The kinds of readers that the matrix of rights walks every address with, and their sets."""

KINDS = ("nobody", "outsider", "other team", "own only", "same team", "lead", "analyst", "admin")
INSIDE = frozenset(KINDS[2:])
SIGNED_IN = frozenset(KINDS[1:])
RUN, ADMIN = frozenset({"analyst", "admin"}), frozenset({"admin"})
WHOLE = frozenset({"lead", "analyst", "admin"})
ALL, NONE = frozenset(KINDS), frozenset[str]()

# Beside it, `PAGES` lists the pages that a real browser looks at, in light and dark and on a phone.
# By the name of an address: an example of it, who may, and the method where it is not GET.
# What is shut to all is NONE. `{words}` in an address are filled by `examples` beside the table.
Matrix = dict[str, tuple[tuple[str, frozenset[str], str], ...]]
# The same for the operations of the interface for programs, by their names, behind `/api/v1`; where
# one asks for a body, an example of it stands fourth, and for headers, fifth.
Operations = dict[
    str,
    tuple[
        tuple[str, frozenset[str], str]
        | tuple[str, frozenset[str], str, dict[str, object]]
        | tuple[str, frozenset[str], str, dict[str, object], dict[str, str]],
        ...,
    ],
]
