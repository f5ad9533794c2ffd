"""The steps about a promise: laid out in working time, taken once, told to whom it concerns."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import transaction

from sameroom import agreement
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations, promising, queries, sweeping, telling, warning
from sameroom.handoff.web.models import Absence, Act, Case, Deadline, Ended
from sameroom.handoff.web.tests.builders import a_case
from sameroom.notice.web.links import path_of
from sameroom.notice.web.models import Link, Notice
from sameroom.notice.web.queries import get_inbox_page
from sameroom.people.web.models import User
from sameroom.room.web.models import Present
from sameroom.room.web.tests.builders import People, a_person, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
LADDER = """
handoff:
  escalation:
    first_touch: []
    disposition:
      - {after_hours: -2, act: remind, whom: owner}
      - {after_hours: 0, act: notify, whom: both leads}
      - {after_hours: 4, act: reassign, whom: sales lead}
"""
FRIDAY = datetime(2026, 7, 3, 9, 0, tzinfo=UTC)
MONDAY = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 7, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def here() -> People:
    everybody = people()
    a_person("Hanna", team="sales", role=Role.LEAD, member_id="crm:1")
    return everybody


@pytest.fixture(autouse=True)
def agreed() -> Iterator[None]:
    with patch("sameroom.room.web.api.get_agreed", lambda: agreement.parse(text=LADDER)):
        yield


def laid(case: Case, *, now: datetime = FRIDAY) -> Case:
    clauses = agreement.parse(text=LADDER).clauses
    promising.lay_out(cases=[case], clauses=clauses, now=now)
    return case


def a_promised(number: int = 1, *, decide_by: datetime = MONDAY, **told: object) -> Case:
    """Make a lead of Friday that is to be decided by Monday at nine."""
    return a_case(number, due_at=None, handed_over_at=FRIDAY, decide_by=decide_by, **told)


def open_ones() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(settled_at=None).order_by("kind", "user__name")
    return [(row.kind.removeprefix("handoff."), row.user.name) for row in rows]


def standings() -> list[str]:
    return list(Deadline.objects.order_by("falls_at").values_list("standing", flat=True))


def test_over_a_weekend_reminded_on_friday_told_on_monday_and_given_away(here: People) -> None:
    case = laid(a_promised())
    assert list(Deadline.objects.order_by("falls_at").values_list("falls_at", flat=True)) == [
        at(3, 15), at(6, 9), at(6, 13),
    ]  # fmt: skip
    sweeping.sweep(now=at(3, 14, 59))
    assert open_ones() == []
    sweeping.sweep(now=at(3, 15))
    assert open_ones() == [("falls_due", "Sol")]
    for day in (4, 5):
        sweeping.sweep(now=at(day, 12))
    sweeping.sweep(now=at(6, 8, 59))
    assert open_ones() == [("falls_due", "Sol")]
    sweeping.sweep(now=at(6, 9))
    assert open_ones() == [("falls_due", "Sol"), ("missed", "Ada"), ("missed", "Hanna")]
    sweeping.sweep(now=at(6, 13))
    case.refresh_from_db()
    assert (case.owner_id, case.owner_name, case.holder) == ("crm:1", "Hanna", "person")
    assert open_ones() == [("given", "Hanna"), ("given", "Sol")]
    assert Act.objects.get().note == "No decision was made in the time promised."
    assert AuditEntry.objects.filter(action="lead.reassigned").count() == 1


@pytest.mark.parametrize(
    ("owner", "away", "given_to"),
    [("crm:2", (), "crm:1"), ("crm:1", (), "crm:4"), ("crm:2", ("crm:1",), "crm:4"),
     ("crm:1", ("crm:4",), ""), ("crm:2", ("crm:1", "crm:4"), "")],
)  # fmt: skip
def test_a_lead_is_given_to_a_lead_of_sales_who_is_here_and_has_not_missed_it(
    here: People, owner: str, away: tuple[str, ...], given_to: str
) -> None:
    a_person("Zoe", team="sales", role=Role.LEAD, member_id="crm:4")
    for one in away:
        Absence.objects.create(
            member_id=one, starts_on=MONDAY.date(), ends_on=MONDAY.date(), said_by=here.ada,
            said_at=FRIDAY,
        )  # fmt: skip
    case = laid(a_promised(owner_id=owner))
    sweeping.sweep(now=at(6, 13))
    case.refresh_from_db()
    assert case.owner_id == given_to


def test_what_was_told_says_what_why_and_by_when_and_lets_the_owner_accept(here: People) -> None:
    case = laid(a_promised())
    sweeping.sweep(now=at(3, 15))
    told = Notice.objects.get()
    assert told.words == "Your decision on Buyer 1 falls due soon."
    assert (told.due_at, told.href) == (at(6, 9), f"/leads/{case.pk}")
    assert told.why
    assert path_of(link=Link.objects.get(notice=told)).startswith("/act/")


def test_a_kept_promise_calls_the_steps_off_and_an_undone_one_lays_them_out_again(
    here: People,
) -> None:
    case = laid(a_promised())
    operations.move(case_id=case.pk, move=Move.ACCEPT, read_as=State.WAITING, told=Told(),
                    by=here.sol, now=at(3, 10))  # fmt: skip
    assert set(standings()) == {Ended.CALLED_OFF}
    operations.undo(case_id=case.pk, by=here.sol, now=at(3, 10) + timedelta(seconds=30))
    assert set(standings()) == {Ended.WAITING}
    sweeping.sweep(now=at(3, 15))
    assert open_ones() == [("falls_due", "Sol")]


def test_a_new_promise_calls_the_steps_of_the_old_one_off(here: People) -> None:
    case = laid(a_promised())
    case.decide_by = at(7, 12)
    case.save()
    laid(case)
    laid(case)
    waiting = Deadline.objects.filter(standing=Ended.WAITING)
    assert set(waiting.values_list("due_at", flat=True)) == {at(7, 12)}
    assert Deadline.objects.filter(standing=Ended.CALLED_OFF).count() == 3


def test_what_people_were_told_says_the_new_deadline_once_the_promise_moved(here: People) -> None:
    case = a_promised()
    telling.tell_of(case_id=case.pk, move="hand over", by=here.ada, now=FRIDAY)
    laid(case)
    sweeping.sweep(now=at(3, 15))
    handed, near = Notice.objects.order_by("pk")
    assert (handed.due_at, near.due_at) == (MONDAY, MONDAY)
    telling.follow_promises(now=at(3, 15))
    assert not Notice.objects.exclude(settled_at=None).exists(), "nothing moved"
    Case.objects.update(decide_by=at(7, 12))
    telling.follow_promises(now=at(3, 16))
    handed.refresh_from_db()
    near.refresh_from_db()
    assert (handed.due_at, handed.settled_at) == (at(7, 12), None)
    assert near.settled_at == at(3, 16), "its own step tells the new one"
    later = Notice.objects.get(pk=handed.pk)
    later.pk, later.user, later.due_at = None, here.ada, at(7, 12)
    later.save()
    Notice.objects.filter(pk=handed.pk).update(due_at=MONDAY)
    telling.follow_promises(now=at(3, 17))
    open_due = Notice.objects.filter(key=handed.key).values_list("due_at", flat=True)
    assert list(open_due) == [at(7, 12)] * 2, "two were told two deadlines by one key"


def test_each_step_is_taken_once_whoever_sweeps(here: People) -> None:
    laid(a_promised())
    claimed = list(Deadline.objects.filter(falls_at__lte=at(3, 15)).values_list("pk", flat=True))
    assert sweeping.sweep(now=at(3, 15)) == 1
    again = Deadline.objects.filter(pk__in=claimed, standing=Ended.WAITING)
    assert again.update(standing=Ended.DONE) == 0, "the other one changes no row"
    assert sweeping.sweep(now=at(3, 15)) == 0
    assert Notice.objects.count() == 1


def test_a_worker_killed_in_between_leaves_the_step_for_the_next(here: People) -> None:
    laid(a_promised())
    with (
        patch.object(warning, "tell", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
        transaction.atomic(),
    ):
        sweeping.sweep(now=at(3, 15))
    assert (open_ones(), standings()) == ([], [Ended.WAITING] * 3)
    sweeping.sweep(now=at(3, 15, 1))
    assert open_ones() == [("falls_due", "Sol")]


def test_what_lay_long_past_when_first_seen_floods_nobody(here: People) -> None:
    for number in range(1, 30):
        laid(a_promised(number), now=at(30, 9))
    assert set(standings()) == {Ended.PASSED_OVER}
    assert sweeping.sweep(now=at(30, 9)) == 0
    assert Notice.objects.count() == 0


def test_ten_at_once_are_one_message_and_settled_with_the_last_of_them(here: People) -> None:
    cases = [laid(a_promised(number)) for number in range(1, 11)]
    sweeping.sweep(now=at(3, 15))
    told = Notice.objects.get()
    assert told.words == "The promises to 10 leads fall due soon."
    assert told.why == "Buyer 1, Buyer 2, Buyer 3 and 7 more"
    for place, case in enumerate(cases):
        assert Notice.objects.get(pk=told.pk).settled_at is None, place
        operations.move(case_id=case.pk, move=Move.ACCEPT, read_as=State.WAITING, told=Told(),
                        by=here.sol, now=at(3, 16))  # fmt: skip
    assert Notice.objects.get(pk=told.pk).settled_at is not None


def test_a_lead_that_nobody_here_owns_is_told_to_the_lead_of_sales(here: People) -> None:
    laid(a_promised(owner_id="crm:gone"))
    sweeping.sweep(now=at(3, 15))
    assert open_ones() == [("falls_due", "Hanna")]
    assert not Link.objects.exists(), "it is not hers to accept by a link"


def test_a_step_tells_somebody_though_no_team_has_a_lead(here: People) -> None:
    User.objects.filter(role=Role.LEAD, is_admin=False).update(role=Role.MEMBER)
    laid(a_promised(owner_id=""))
    for moment in (at(3, 15), at(6, 9)):
        sweeping.sweep(now=moment)
    assert open_ones() == [("falls_due", "Ruth"), ("missed", "Ruth")]


def test_who_had_it_as_lead_of_sales_gives_it_to_whoever_takes_it(here: People) -> None:
    laid(a_promised(owner_id="crm:1"))
    sweeping.sweep(now=at(6, 13))
    case = Case.objects.get()
    assert (case.owner_id, case.holder, case.team) == ("", "nobody", "sales")
    assert ("given", "Hanna") in open_ones()


@pytest.mark.parametrize("told", [{"handed_over_at": None}, {"is_gone": True}])
def test_without_a_time_or_a_lead_there_are_no_steps(here: People, told: dict[str, object]) -> None:
    columns = {"handed_over_at": FRIDAY} | told
    case = a_case(1, due_at=None, decide_by=at(6, 9), **columns)
    laid(case)
    assert not Deadline.objects.exists()


def test_one_handed_over_in_the_future_is_reminded_of_then(here: People) -> None:
    laid(a_case(1, due_at=None, handed_over_at=at(20, 9), decide_by=at(23, 9)))
    assert sweeping.sweep(now=at(10, 9)) == 0
    assert sweeping.sweep(now=at(22, 15)) == 1


def test_all_are_laid_out_once_and_only_anew_when_something_changed(here: People) -> None:
    a_promised(1)
    clauses = agreement.parse(text=LADDER).clauses
    promising.lay_out_all(clauses=clauses, now=FRIDAY)
    assert Deadline.objects.count() == 3
    with patch.object(promising, "lay_out") as laying:
        promising.lay_out_all(clauses=clauses, now=FRIDAY)
    assert not laying.called
    Case.objects.update(is_gone=True)
    promising.lay_out_all(clauses=clauses, now=FRIDAY)
    assert set(standings()) == {Ended.CALLED_OFF}
    assert queries.visible(reader=User.objects.get(name="Sol").as_reader()).count() == 1


def test_in_an_invented_company_what_is_told_bears_its_day_and_is_late_by_it(here: People) -> None:
    laid(a_promised())
    hanna, afterwards = User.objects.get(name="Hanna"), at(26, 12)
    for ends, user, is_late in ((at(6, 8), here.sol, False), (at(6, 10), hanna, True)):
        Present.objects.all().delete()
        Present.objects.create(only=True, as_of=ends, starts_at=FRIDAY)
        sweeping.sweep(now=afterwards)
        page = get_inbox_page(user_id=user.pk, only_unread=False, page=1, now=afterwards)
        told = [(line.told_at, line.due_at, line.is_late) for line in page.lines]
        assert told == [(ends, MONDAY, is_late)]
