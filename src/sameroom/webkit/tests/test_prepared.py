"""A query that is built once answers as one that is built each time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import TruncDate
from django.test.utils import CaptureQueriesContext

from sameroom.people.web.models import ApiToken, User
from sameroom.webkit.models import AuditEntry, RepeatableCall
from sameroom.webkit.prepared import FITS, START, NotPreparedError, Prepared
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
Rows = QuerySet[Any, Any]  # Any: of whatever model


def entries() -> None:
    for number in range(6):
        AuditEntry.objects.create(
            at=NOON + number * HOUR, actor_id=number % 3, action=("told", "asked")[number % 2],
            subject=f"lead:{number}", details={"n": number},
        )  # fmt: skip


def acts(*, action: str, since: datetime, actor_id: int) -> Rows:
    rows = AuditEntry.objects.filter(action=action, at__gte=since, actor_id__gte=actor_id)
    return rows.order_by("pk")


@pytest.mark.parametrize("told", [
    {"action": "told", "since": NOON, "actor_id": 0},
    {"action": "asked", "since": NOON + 2 * HOUR, "actor_id": 1},
    {"action": "' OR 1=1 --", "since": NOON, "actor_id": -5},
    {"action": "told", "since": NOON + timedelta(microseconds=1), "actor_id": 2**63 - 1},
])  # fmt: skip
def test_it_answers_as_one_that_is_built_each_time(told: dict[str, Any]) -> None:
    entries()
    ask = Prepared(acts)
    ask(action="told", since=NOON, actor_id=0)
    assert ask(**told) == list(acts(**told))


def test_it_is_built_once_and_asked_each_time() -> None:
    entries()
    built = []

    def build(shape: str, *, action: str) -> Rows:
        built.append(shape)
        return AuditEntry.objects.filter(action=action)

    ask = Prepared(build)
    with CaptureQueriesContext(connection) as caught:
        found = [len(ask("a", action=one)) for one in ("told", "asked", "nothing")]
        ask("b", action="told")
    assert (found, built) == ([3, 3, 0], ["a"] * 3 + ["b"] * 3), "with three sets of stand-ins"
    assert len(caught) == 4


def test_what_was_written_meanwhile_is_found() -> None:
    ask = Prepared(acts)
    told = {"action": "told", "since": NOON, "actor_id": 0}
    assert ask(**told) == []
    entries()
    assert [one.details["n"] for one in ask(**told)] == [0, 2, 4]


def of_day(*, day: date) -> Rows:
    return AuditEntry.objects.annotate(day=TruncDate("at", tzinfo=UTC)).filter(day=day)


def test_days_find_their_own() -> None:
    entries()
    ask = Prepared(of_day)
    assert (len(ask(day=date(2026, 3, 2))), len(ask(day=date(2026, 3, 3)))) == (6, 0)


def by_status(*, status: int) -> Rows:
    return RepeatableCall.objects.filter(status=status).values_list("word", flat=True)


def test_a_number_has_the_width_of_its_column() -> None:
    """PostgreSQL's driver wraps a number for a small column: the stand-in is known in that, too."""
    for caller, number in enumerate((200, 201, 201)):
        RepeatableCall.objects.create(caller_id=caller, word="w", asked="", status=number,
                                      answer="", at=NOON)  # fmt: skip
    ask = Prepared(by_status)
    assert [ask(status=200), ask(status=201)] == [["w"], ["w", "w"]]


def in_parts(*, first: int, second: int) -> Rows:
    rows = AuditEntry.objects.values_list("subject", "at", named=True)
    parts = (rows.filter(pk__in=AuditEntry.objects.filter(actor_id=one).values("pk")[:1])
             for one in (first, second))  # fmt: skip
    left, right = parts
    return left.union(right).order_by("subject")


def test_rows_have_their_names_and_their_kinds_in_parts_as_well() -> None:
    entries()
    ask = Prepared(in_parts)
    ask(first=0, second=1)
    got = ask(first=2, second=1)
    assert [(row.subject, row.at) for row in got] == [
        ("lead:1", NOON + HOUR), ("lead:2", NOON + 2 * HOUR),
    ]  # fmt: skip


def with_owner(*, name: str) -> Rows:
    rows = ApiToken.objects.select_related("user").annotate(
        n=Count("user__api_tokens"), one=Value(1)
    )
    return rows.filter(user__name=name)


def test_what_belongs_to_a_row_comes_with_it() -> None:
    user = User.objects.create(
        email="sol@tessaro.example", name="Sol", role=Role.LEAD, joined_at=NOON
    )
    ApiToken.objects.create(user=user, name="one", made_at=NOON, expires_at=NOON, token_hash="1")
    ask = Prepared(with_owner)
    with CaptureQueriesContext(connection) as caught:
        (found,) = ask(name="Sol")
        assert (found.user.name, found.user.is_authenticated) == ("Sol", True)
        assert (found.n, found.one) == (1, 1)
    assert len(caught) == 1


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_a_number_that_no_database_has_finds_nothing(number: int) -> None:
    entries()
    assert Prepared(lambda *, pk: AuditEntry.objects.filter(pk=pk))(pk=number) == []


def test_what_nothing_can_answer_to_is_not_asked() -> None:
    ask = Prepared(lambda *, pk: AuditEntry.objects.none().filter(pk=pk))
    with CaptureQueriesContext(connection) as caught:
        assert (ask(pk=1), ask(pk=2)) == ([], [])
    assert len(caught) == 0


@pytest.mark.parametrize("build", [
    lambda *, at: AuditEntry.objects.filter(at__gte=at - 90 * 24 * HOUR),
    lambda *, at: AuditEntry.objects.filter(at__range=(at, at + HOUR)),
    lambda *, at: AuditEntry.objects.annotate(day=TruncDate("at")).filter(day=at.date()),
    lambda *, n: AuditEntry.objects.filter(actor_id=n + 1),
    lambda *, n, at: AuditEntry.objects.filter(actor_id__in=[n, n + 100], at=at),
    lambda *, said: AuditEntry.objects.filter(action=f"{said}.done"),
    lambda *, said: AuditEntry.objects.filter(action__startswith=said),
    lambda *, said: AuditEntry.objects.filter(action=said.strip()),
    lambda *, said: AuditEntry.objects.filter(action=said.lower()),
    lambda *, said: AuditEntry.objects.filter(action=said[:300]),
    lambda *, n: AuditEntry.objects.filter(actor_id=max(n, 1)),
    lambda *, at: AuditEntry.objects.filter(at=at.replace(microsecond=0)),
])  # fmt: skip
def test_values_are_not_computed_with(build: Any) -> None:
    told = {"at": NOON, "n": 3, "said": "told"}
    wanted = build.__code__.co_varnames[: build.__code__.co_kwonlyargcount]
    with pytest.raises(NotPreparedError, match="was made of a value"):
        Prepared(build)(**{name: told[name] for name in wanted})


@pytest.mark.parametrize("value", [None, True, 1.5, ["a"], b"a"])
def test_what_may_change_the_statement_is_no_value(value: Any) -> None:
    with pytest.raises(NotPreparedError, match="is no text, whole number, day or instant"):
        Prepared(lambda *, it: AuditEntry.objects.filter(action=it))(it=value)


def test_what_stays_the_same_is_no_value_even_where_it_is_like_a_stand_in() -> None:
    AuditEntry.objects.create(at=START, actor_id=FITS, action="told")
    ask = Prepared(lambda *, n: AuditEntry.objects.filter(actor_id=FITS, at=START).exclude(pk=n))
    assert (len(ask(n=0)), len(ask(n=FITS))) == (1, 1)


def test_a_value_that_changes_the_query_itself_is_refused() -> None:
    with pytest.raises(NotPreparedError, match="changes the query itself"):
        Prepared(lambda *, n: AuditEntry.objects.filter(**{"pk__gt" if n % 2 else "pk": n}))(n=1)


@pytest.mark.parametrize("build", [
    lambda *, n: AuditEntry.objects.filter(pk=n) if n < 100 else AuditEntry.objects.none(),
    lambda *, n: AuditEntry.objects.filter(pk=n) if n else AuditEntry.objects.none(),
])  # fmt: skip
def test_a_value_that_decides_whether_anything_is_asked_is_refused(build: Any) -> None:
    with pytest.raises(NotPreparedError, match="whether anything is asked"):
        Prepared(build)(n=1)


def test_what_goes_beside_a_query_is_refused() -> None:
    users = User.objects.filter(pk__gt=0)
    for rows in (users.prefetch_related("api_tokens"), users.select_for_update()):
        with pytest.raises(NotPreparedError, match="nor locks"):
            Prepared(lambda rows=rows: rows)()


def test_it_holds_nobody_s_connection() -> None:
    ask = Prepared(acts)
    told = {"action": "told", "since": NOON, "actor_id": 0}
    ask(**told)
    (kept,) = ask._kept.values()
    assert kept is not None
    assert kept.compiler.connection is None
    assert ask(**told) == []


def test_a_column_may_be_compared_to_a_value_twice() -> None:
    entries()
    ask = Prepared(lambda *, n: AuditEntry.objects.filter(actor_id=n).exclude(pk=F("pk") + n))
    assert (len(ask(n=0)), len(ask(n=1))) == (0, 2)
