"""Who may call what: every address of the record, for the matrix of rights."""

from datetime import datetime

from sameroom.record.timeline import key_of
from sameroom.webkit.tests.kinds import INSIDE, NONE, RUN, Matrix, Operations

ACME = key_of(noun="account", subject_id="crm:acme")
BOLT = key_of(noun="account", subject_id="crm:bolt")
OF_BOLT = frozenset({"other team", "lead", "analyst", "admin"})

PAGES = ("/matches", "/matches/said")  # which company there is, is known by its rows only
MATRIX: Matrix = {
    "subject": (
        (f"/accounts/{ACME}", INSIDE - {"other team"}, "get"),
        (f"/accounts/{BOLT}", OF_BOLT, "get"),
        (f"/deals/{ACME}", NONE, "get"),
        (f"/accounts/{'0' * 20}", NONE, "get"),
    ),
    "sources": (
        (f"/accounts/{ACME}/sources", INSIDE - {"other team"}, "get"),
        (f"/accounts/{ACME}/sources?q=bolt", INSIDE - {"other team"}, "get"),
        (f"/accounts/{BOLT}/sources", OF_BOLT, "get"),
        (f"/persons/{ACME}/sources", NONE, "get"),
    ),
    "compare": (
        (f"/accounts/{ACME}/compare", RUN, "post"),
        (f"/accounts/{'0' * 20}/compare", NONE, "post"),
    ),
    "matches": (("/matches", RUN, "get"), ("/matches?kind=lead", RUN, "get")),
    "matches_said": (("/matches/said", RUN, "get"),),
    "match": (
        ("/matches/{pair}", RUN, "get"),
        ("/matches/{pair}", RUN, "post"),
        (f"/matches/{'0' * 20}", RUN, "get"),
    ),
    "match_taken_back": (("/matches/said/{word}", RUN, "post"),),
}
OPERATIONS: Operations = {
    "list_subjects": (("/accounts", INSIDE, "get"), ("/leads", NONE, "get")),
    "get_subject": (
        (f"/accounts/{ACME}", INSIDE - {"other team"}, "get"),
        (f"/accounts/{BOLT}", OF_BOLT, "get"),
        (f"/deals/{ACME}", NONE, "get"),
    ),
    "list_timeline": (
        (f"/accounts/{ACME}/timeline", INSIDE - {"other team"}, "get"),
        (f"/accounts/{'0' * 20}/timeline", NONE, "get"),
    ),
    "list_sources": (
        (f"/accounts/{ACME}/sources", INSIDE - {"other team"}, "get"),
        (f"/accounts/{BOLT}/sources", OF_BOLT, "get"),
        (f"/deals/{ACME}/sources", NONE, "get"),
    ),
    "compare": (
        (f"/accounts/{ACME}/compare", RUN, "post", {"other": BOLT}),
        (f"/accounts/{'0' * 20}/compare", NONE, "post", {"other": BOLT}),
    ),
    "list_matches": (("/matches", RUN, "get"),),
    "get_match": (("/matches/{pair}", RUN, "get"), (f"/matches/{'0' * 20}", NONE, "get")),
    "list_said": (("/matches/said", RUN, "get"),),
    "say_word": (
        ("/matches/{pair}/words", RUN, "post", {"word": "same"}),
        (f"/matches/{'0' * 20}/words", NONE, "post", {"word": "same"}),
    ),
    "take_word_back": (
        ("/matches/said/{word}/take-back", RUN, "post"),
        ("/matches/said/999999/take-back", NONE, "post"),
    ),
}


def examples(now: datetime) -> dict[str, object]:
    """Make a pair, and a word on another."""
    from sameroom.people.web.models import User
    from sameroom.record.web import matching
    from sameroom.record.web.match_queries import find_pair
    from sameroom.record.web.models import MatchWord, Word
    from sameroom.record.web.tests.pairs import a_pair, write

    MatchWord.objects.all().delete()
    one, other = write(a_pair(1), a_pair(2))
    row, somebody = find_pair(key=other.key), User.objects.order_by("pk").first()
    assert row is not None
    assert somebody is not None
    word = matching.say(pair=row, word=Word.SAME, by=somebody, now=now)
    return {"pair": one.key, "word": word}
