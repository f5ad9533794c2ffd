"""Each decision of a lead's way by the one-time link of a mail: asked first, done once."""

from datetime import date, timedelta

import pytest
from django.test import Client

from sameroom import clock
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations
from sameroom.handoff.web.models import Act, Case
from sameroom.handoff.web.telling import tell_of
from sameroom.handoff.web.tests.builders import a_case
from sameroom.notice.web.links import path_of
from sameroom.notice.web.models import Link
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import People, a_person, people
from sameroom.webkit.rights import Role, Sees

pytestmark = pytest.mark.django_db
DUPLICATE = Told("procedural", "Duplicate lead", "See <b>Rosa</b>")


@pytest.fixture
def room() -> People:
    everybody = people()
    a_person("Hanna", team="sales", role=Role.LEAD)
    return everybody


def do(case: Case, move: Move, by: User, told: Told) -> None:
    state = State(Case.objects.get(pk=case.pk).state)
    operations.move(case_id=case.pk, move=move, read_as=state, told=told, by=by, now=clock.now())


def link_of(name: str) -> str:
    """Give the address of the link that somebody was sent last."""
    links = Link.objects.select_related("notice").filter(notice__user__name=name)
    return path_of(link=links.order_by("-pk")[0])


def waiting(room: People) -> Case:
    case = a_case(sent_by=room.ada)
    tell_of(case_id=case.pk, move="hand over", now=clock.now(), by=room.ada)
    return case


def rejected(room: People) -> Case:
    case = waiting(room)
    do(case, Move.REJECT, room.sol, DUPLICATE)
    return case


def contested(room: People) -> Case:
    case = rejected(room)
    do(case, Move.CONTEST, room.ada, Told(note="It is another plant"))
    return case


def returned(room: People) -> Case:
    case = waiting(room)
    do(case, Move.RECYCLE, room.sol, Told(return_on=date(2020, 1, 1), must_change="a budget"))
    operations.bring_back(today=date(2026, 7, 6), now=clock.now())
    return case


LATER = {"move": "recycle", "return_on": "2099-01-01", "must_change": "the budget is open"}
WAYS = [
    (waiting, "Sol", {"move": "accept"}, State.ACCEPTED, "You accepted Buyer 1."),
    (waiting, "Sol", {"move": "reject", "listed": "1"}, State.REJECTED, "turned Buyer 1 down"),
    (waiting, "Sol", LATER, State.RECYCLED, "You sent Buyer 1 back for later."),
    (rejected, "Ada", {"move": "contest", "note": "Two plants"}, State.CONTESTED, "You contest"),
    (rejected, "Ada", {"move": "answer", "note": "You are right"}, State.SETTLED, "You took it"),
    (rejected, "Ada", {"move": "resubmit", "note": "Name added"}, State.WAITING, "over again"),
    (contested, "Hanna", {"move": "uphold", "note": "Seen"}, State.CONTESTED, "Noted. It ends"),
    (returned, "Sol", {"move": "take back"}, State.WAITING, "Buyer 1 is back in the queue."),
    (returned, "Sol", LATER, State.RECYCLED, "You sent Buyer 1 back for later."),
]


@pytest.mark.parametrize(("start", "name", "said", "ends", "words"), WAYS)
def test_looking_does_nothing_and_what_is_said_is_done_once(
    room: People, start: object, name: str, said: dict[str, str], ends: State, words: str
) -> None:
    assert callable(start)
    case: Case = start(room)
    case.refresh_from_db()
    was, acts, place = case.state, Act.objects.count(), link_of(name)
    for _ in range(2):
        assert Client().get(place, said).status_code == 200
        assert Client().head(place).status_code == 200
    assert (Case.objects.get().state, Act.objects.count()) == (was, acts)
    answer = Client().post(place, said)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Case.objects.get().state == ends
    again = Client().post(place, said)
    assert again.status_code == 410
    assert "done already" in again.content.decode()
    assert Case.objects.get().state == ends


@pytest.mark.parametrize(
    ("start", "name", "said", "words"),
    [
        (waiting, "Sol", {}, "Choose what is to be done."),
        (waiting, "Sol", {"move": "contest", "note": "not mine"}, "Choose what is to be done."),
        (waiting, "Sol", {"move": "reject", "note": "kept words"}, "Say why"),
        (waiting, "Sol", {**LATER, "return_on": "2000-01-01"}, "The day must lie ahead."),
        (rejected, "Ada", {"move": "contest"}, "Say it in a sentence"),
        (contested, "Hanna", {"move": "overturn", "note": " "}, "Say it in a sentence"),
    ],
)
def test_what_lacks_stands_at_its_field_and_the_link_still_works(
    room: People, start: object, name: str, said: dict[str, str], words: str
) -> None:
    assert callable(start)
    case: Case = start(room)
    was, place = Case.objects.get(pk=case.pk).state, link_of(name)
    answer = Client().post(place, said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    if said.get("note") == "kept words":
        assert "kept words" in answer.content.decode()
    assert Case.objects.get().state == was
    assert "Nothing has happened yet" in Client().get(place).content.decode()


def test_both_leads_settle_it_by_their_links(room: People) -> None:
    case = rejected(room)
    do(case, Move.CONTEST, a_person("Ida", team="marketing"), Told(note="It is another plant"))
    for name in ("Ada", "Hanna"):
        said = {"move": "overturn", "note": "Looked at it together"}
        answer = Client().post(link_of(name), said).content.decode()
    assert "It was settled that Buyer 1 waits for sales again." in answer
    assert Case.objects.get().state == State.WAITING


def test_one_that_moved_on_says_who_decided_what(room: People) -> None:
    case = waiting(room)
    place = link_of("Sol")
    do(case, Move.ACCEPT, room.own, Told())
    for answer in (Client().get(place), Client().post(place, {"move": "reject", "listed": "1"})):
        assert answer.status_code == 410
        page = answer.content.decode()
        assert "nothing to do any more" in page
        assert "ago: accepted." in page
        assert "Oda" not in page, "a colleague is told as the team"
    assert Case.objects.get().state == State.ACCEPTED


def test_whoever_sees_it_no_more_decides_nothing_and_reads_nothing(room: People) -> None:
    waiting(room)
    place = link_of("Sol")
    User.objects.filter(pk=room.sol.pk).update(sees=Sees.OWN, member_id="crm:77")
    assert "Half the downtime" not in Client().get(place).content.decode()
    assert Client().post(place, {"move": "accept"}).status_code == 409
    assert Case.objects.get().state == State.WAITING


def test_what_comes_from_outside_is_shown_as_text(room: People) -> None:
    rejected(room)
    page = Client().get(link_of("Ada")).content.decode()
    assert "See &lt;b&gt;Rosa&lt;/b&gt;" in page


def test_one_that_is_too_old_says_so(room: People) -> None:
    rejected(room)
    link = Link.objects.select_related("notice").get(notice__user=room.ada)
    link.expires_at = clock.now() - timedelta(seconds=1)
    link.save()
    answer = Client().post(path_of(link=link), {"move": "contest", "note": "x"})
    assert (answer.status_code, Case.objects.get().state) == (410, State.REJECTED)
    assert "too old" in answer.content.decode()
