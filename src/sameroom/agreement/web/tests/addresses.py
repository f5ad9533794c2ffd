"""Who may call what: every address of the agreement, for the matrix of rights."""

from datetime import datetime

from sameroom.agreement.web.models import State, Version
from sameroom.agreement.web.operations import begin_draft
from sameroom.agreement.web.talking import discuss
from sameroom.people.web.models import User
from sameroom.webkit.tests.kinds import ADMIN, INSIDE, NONE, Matrix, Operations

PAGES = (
    "/agreement", "/agreement/1", "/agreement/2", "/agreement/2/clauses/promises",
    "/agreement/2/clauses/ideal_customer", "/agreement/2/clauses/roles",
    "/agreement/2/clauses/calendars", "/agreement/1/clauses/costs", "/agreement/compare",
    "/agreement/signers", "/definitions", "/definitions/acceptance",
)  # fmt: skip
SIGNERS = frozenset({"lead", "analyst", "admin"})
MATRIX: Matrix = {
    "agreement": (("/agreement", INSIDE, "get"),),
    "agreement_begin": (("/agreement/begin", INSIDE, "post"),),
    "agreement_compare": (("/agreement/compare", INSIDE, "get"),),
    "agreement_signers": (("/agreement/signers", ADMIN, "get"),),
    "agreement_file": (("/agreement/agreement.yaml", INSIDE, "get"),),
    "agreement_put_back": (("/agreement/put-back", SIGNERS, "post"),),
    "agreement_propose_from": (
        ("/agreement/from/acceptance", NONE, "post"),  # it proposes nothing
        ("/agreement/from/nothing", NONE, "post"),
    ),
    "agreement_version": (
        ("/agreement/{draft}", INSIDE, "get"), ("/agreement/999999", NONE, "get"),
    ),
    "agreement_download": (
        ("/agreement/{draft}/agreement.yaml", INSIDE, "get"),
        ("/agreement/999999/agreement.yaml", NONE, "get"),
    ),
    "agreement_draft_from": (
        ("/agreement/{draft}/draft", INSIDE, "post"), ("/agreement/999999/draft", NONE, "post"),
    ),
    "agreement_propose": (("/agreement/{draft}/propose", INSIDE, "post"),),
    "agreement_take_back": (("/agreement/{draft}/take-back", INSIDE, "post"),),
    "agreement_sign": (("/agreement/{draft}/sign", INSIDE, "post"),),
    "agreement_withdraw": (("/agreement/{draft}/withdraw", INSIDE, "post"),),
    "agreement_clause": (
        ("/agreement/{draft}/clauses/promises", INSIDE, "get"),
        ("/agreement/{draft}/clauses/nothing", NONE, "get"),
        ("/agreement/{draft}/clauses/signed", NONE, "get"),
    ),
    "agreement_discuss": (
        ("/agreement/{draft}/clauses/promises/discuss", INSIDE, "post"),
        ("/agreement/{draft}/clauses/nothing/discuss", NONE, "post"),
    ),
    "agreement_reply": (
        ("/agreement/discussions/{discussion}/reply", INSIDE, "post"),
        ("/agreement/discussions/999999/reply", NONE, "post"),
    ),
    "agreement_settle": (("/agreement/discussions/{discussion}/settle", INSIDE, "post"),),
    "agreement_reopen": (("/agreement/discussions/{discussion}/reopen", INSIDE, "post"),),
    "definitions": (("/definitions", INSIDE, "get"),),
    "definition": (("/definitions/acceptance", INSIDE, "get"), ("/definitions/x", NONE, "get")),
}  # fmt: skip
OPERATIONS: Operations = {
    "get_agreement": (("/agreement", INSIDE, "get"),),
    "list_versions": (("/agreement/versions", INSIDE, "get"),),
    "get_version": (
        ("/agreement/versions/{draft}", INSIDE, "get"),
        ("/agreement/versions/999999", NONE, "get"),
    ),
    "list_changes": (
        ("/agreement/versions/{draft}/changes?against={draft}", INSIDE, "get"),
        ("/agreement/versions/{draft}/changes?against=999999", NONE, "get"),
    ),
    "list_definitions": (("/definitions", INSIDE, "get"),),
    "get_definition": (("/definitions/acceptance", INSIDE, "get"), ("/definitions/x", NONE, "get")),
}


def examples(now: datetime) -> dict[str, object]:
    """Make a draft that is talked about, and name both."""
    admin = User.objects.get(is_admin=True)
    number = begin_draft(text="", by=admin, now=now)
    talk = discuss(number=number, clause="promises", body="Why eight?", by=admin, now=now)
    assert Version.objects.get(number=number).state == State.DRAFT
    return {"draft": number, "discussion": talk}
