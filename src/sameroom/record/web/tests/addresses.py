"""Who may call what: every address of the record, for the matrix of rights."""

from sameroom.record.timeline import key_of
from sameroom.webkit.tests.kinds import INSIDE, NONE, Matrix, Operations

ACME = key_of(noun="account", subject_id="crm:acme")
BOLT = key_of(noun="account", subject_id="crm:bolt")

PAGES = ()  # which company there is, is known by its rows only
MATRIX: Matrix = {
    "subject": (
        (f"/accounts/{ACME}", INSIDE - {"other team"}, "get"),
        (f"/accounts/{BOLT}", frozenset({"other team", "lead", "analyst", "admin"}), "get"),
        (f"/deals/{ACME}", NONE, "get"),
        (f"/accounts/{'0' * 20}", NONE, "get"),
    ),
}
OPERATIONS: Operations = {
    "list_subjects": (("/accounts", INSIDE, "get"), ("/leads", NONE, "get")),
    "get_subject": (
        (f"/accounts/{ACME}", INSIDE - {"other team"}, "get"),
        (f"/accounts/{BOLT}", frozenset({"other team", "lead", "analyst", "admin"}), "get"),
        (f"/deals/{ACME}", NONE, "get"),
    ),
    "list_timeline": (
        (f"/accounts/{ACME}/timeline", INSIDE - {"other team"}, "get"),
        (f"/accounts/{'0' * 20}/timeline", NONE, "get"),
    ),
}
