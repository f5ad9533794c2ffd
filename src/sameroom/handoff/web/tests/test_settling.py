"""What the leads of both teams settle does not stay open for ever where a team has no lead."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from sameroom.handoff.moves import Move, State
from sameroom.handoff.promises import Ruling
from sameroom.handoff.web import disputing, operations, settling, telling, things
from sameroom.handoff.web.models import Act, Case, Dispute, Ruled
from sameroom.handoff.web.tests.builders import a_case
from sameroom.notice.web.models import Notice
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, People, a_person, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
LATE = NOW - timedelta(days=1)


@pytest.fixture
def here() -> People:
    return people()  # sales has no lead, marketing has Ada


def hanna() -> User:
    return a_person("Hanna", team="sales", role=Role.LEAD, member_id="crm:1")


def contested(number: int = 1) -> Case:
    return a_case(number, state=State.CONTESTED, is_ours=True, answer="It is another plant")


def disputed(here: People, number: int = 2) -> int:
    due: datetime = LATE
    case = a_case(number, due_at=due, touch_by=due)
    return disputing.dispute(
        case_id=case.pk, promise="first_touch", reason="Ill", by=here.sol, now=NOW
    )


def settle(case: Case, by: User) -> bool:
    return operations.say_verdict(
        case_id=case.pk, verdict=Move.UPHOLD, note="So it was", by=by, now=NOW
    )


def asked(user: User) -> list[str]:
    return [one.href for one in things.list_things(reader=user.as_reader(), now=NOW)
            if "ettle" in one.words]  # fmt: skip


def page(user: User, place: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(place).content.decode()


def test_an_administrator_speaks_for_the_team_without_a_lead_and_it_ends(here: People) -> None:
    case = contested()
    assert not settle(case, here.ada)
    assert settle(case, here.admin)
    case.refresh_from_db()
    assert (case.state, case.verdict_marketing, case.verdict_sales) == (
        State.SETTLED, "uphold", "uphold",
    )  # fmt: skip
    words = [one.details["for"] for one in AuditEntry.objects.filter(action="lead.verdict")]
    assert sorted(words) == ["marketing", "sales"]


def test_where_neither_team_has_a_lead_an_administrator_ends_it_alone(here: People) -> None:
    User.objects.filter(pk=here.ada.pk).update(is_active=False)
    number = disputed(here)
    assert disputing.rule(dispute_id=number, ruling=Ruling.COUNT, note="It was", by=here.admin,
                          now=NOW)  # fmt: skip
    assert Dispute.objects.get().ended_as == "count"
    entry = AuditEntry.objects.get(action="promise.ruled")
    assert entry.details["for"] == "marketing sales"


def test_where_both_teams_have_a_lead_administrators_have_no_word(here: People) -> None:
    hanna()
    case, number = contested(), disputed(here)
    with pytest.raises(settling.NoWordError):
        settle(case, here.admin)
    client = Client()
    client.force_login(here.admin)
    told = {"ruling": "count", "note": "Yes"}
    assert client.post(f"/disputes/{number}", told).status_code == 404
    assert asked(here.admin) == []
    for place in ("/promises", "/leads/sent-back"):
        assert "an administrator, since" not in page(here.admin, place)


def test_administrators_are_told_and_have_it_to_do_until_they_said_it(here: People) -> None:
    case, number = contested(), disputed(here)
    telling.tell_of(case_id=case.pk, move=Move.CONTEST, now=NOW)
    kinds = {"handoff.disputed", "handoff.contested"}
    told = Notice.objects.filter(kind__in=kinds, settled_at=None)
    assert {(one.kind, one.user.name) for one in told} == {
        (kind, name) for kind in kinds for name in ("Ada", "Ruth")
    }
    both = ["/leads/sent-back", "/promises#disputes"]
    assert (asked(here.admin), asked(here.ada), asked(here.sol)) == (both, both, [])
    settle(case, here.admin)
    disputing.rule(dispute_id=number, ruling=Ruling.COUNT, note="x", by=here.admin, now=NOW)
    assert (asked(here.admin), asked(here.ada)) == ([], both)


def test_the_pages_say_whose_word_is_waited_for_and_ask_only_them(here: People) -> None:
    contested()
    disputed(here)
    for place in ("/leads/sent-back", "/promises"):
        for who in (here.admin, here.ada, here.sol):
            text = page(who, place)
            assert "an administrator, since sales has no lead here" in text
            assert "marketing&#x27;s lead" in text
            assert ("back-form" in text) is (who is not here.sol), "a form for who has a word"


def test_a_lead_who_came_meanwhile_takes_over(here: People) -> None:
    case = contested()
    settle(case, here.admin)
    head = hanna()
    assert asked(head) == [], "it is said for sales already; Hanna may say another word"
    operations.say_verdict(case_id=case.pk, verdict=Move.OVERTURN, note="No", by=head, now=NOW)
    case.refresh_from_db()
    assert (case.state, case.verdict_sales) == (State.CONTESTED, "overturn")


def test_both_sentences_about_a_dispute_are_kept_and_the_first_is_read_by_the_second(
    here: People,
) -> None:
    number, head = disputed(here), hanna()
    other = a_person("Ben", team="marketing", role=Role.LEAD)
    for by, note in ((here.ada, "She was ill"), (other, "<i>Not ill</i>")):
        disputing.rule(dispute_id=number, ruling=Ruling.COUNT, note=note, by=by, now=NOW)
    shown = page(head, "/promises")
    assert "Said for marketing before: it counts." in shown
    assert "“<bdi>She was ill</bdi>”" in shown
    assert "<bdi>Ada</bdi>" in page(other, "/promises"), "she leads the same team"
    assert "<bdi>Ada</bdi>" not in shown
    assert "Said for marketing: it counts." in shown
    assert "&lt;i&gt;Not ill&lt;/i&gt;" in shown
    disputing.rule(dispute_id=number, ruling=Ruling.COUNT, note="So it was", by=head, now=NOW)
    case = Dispute.objects.get().case_id
    for who in (here.ada, here.sol):
        after = page(who, f"/leads/{case}")
        assert "Said for sales: it counts." in after
        assert "“<bdi>So it was</bdi>”" in after
        assert "“<bdi>She was ill</bdi>”" in after
    assert Notice.objects.get(kind="handoff.ruled").why == "<i>Not ill</i> – So it was"


def test_the_sentence_of_the_first_about_a_contested_rejection_is_read_by_the_second(
    here: People,
) -> None:
    case, head = contested(), hanna()
    settle(case, here.ada)
    assert "“<bdi>So it was</bdi>”" in page(head, "/leads/sent-back")
    Act.objects.create(case=case, move=Move.CONTEST, at=NOW, by=here.ada)
    assert "So it was" not in page(head, "/leads/sent-back"), "it is contested anew"
    settle(case, here.ada)
    assert page(head, "/leads/sent-back").count("So it was") == 1
    Case.objects.filter(pk=case.pk).update(verdict_marketing="")
    assert "So it was" not in page(head, "/leads/sent-back"), "it was taken back"


def test_who_comes_late_to_a_dispute_sees_both_words_beside_each_other(here: People) -> None:
    number, head = disputed(here), hanna()
    other = a_person("Tom", team="sales", role=Role.LEAD, member_id="crm:8")
    disputing.rule(dispute_id=number, ruling=Ruling.EXCUSE, note="Ill", by=other, now=NOW)
    client = Client()
    client.force_login(head)
    told = {"ruling": "count", "note": "Not ill", "seen": "|"}
    answer = client.post(f"/disputes/{number}", told)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "<td><bdi>it does not count – Ill</bdi></td><td><bdi>it counts – Not ill</bdi>" in html


def test_what_was_said_before_words_were_kept_is_known_by_the_log(here: People) -> None:
    number, head = disputed(here), hanna()
    for by, note in ((here.ada, "First"), (head, "Second")):
        disputing.rule(dispute_id=number, ruling=Ruling.COUNT, note=note, by=by, now=NOW)
    Ruled.objects.all().delete()
    import_module("sameroom.handoff.web.migrations.0009_ruled").keep_what_was_said(apps, None)
    kept = [(one.team, one.ruling, one.note, one.by) for one in Ruled.objects.order_by("pk")]
    assert kept == [("marketing", "count", "", here.ada), ("sales", "count", "Second", head)]
