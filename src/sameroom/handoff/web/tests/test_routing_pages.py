"""The pages of routing: read by everybody as they may, used by whoever may."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from sameroom.handoff.moves import State
from sameroom.handoff.web import assigning, routing_operations
from sameroom.handoff.web.models import Absence, Case, Routing
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import STEEL, agree, away, sellers
from sameroom.notice.web.models import Notice
from sameroom.people.web.models import User
from sameroom.record.web import operations as record
from sameroom.room.web import api as room
from sameroom.room.web.tests.builders import NOW, People, a_person, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role, Sees

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> People:
    from sameroom import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)
    agree(folder=tmp_path)
    sellers()
    record.show(generation=1, team_sizes={"sales": 2, "marketing": 4})
    return people()


@pytest.fixture
def head(here: People) -> User:
    return a_person("Kat", team="sales", role=Role.LEAD, member_id="crm:1")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(user: User, place: str) -> str:
    return signed_in(user).get(place).content.decode()


def routed(number: int = 1, **told: object) -> Case:
    case = a_case(number, owner_id="", **told)
    assigning.assign(case_id=case.pk, agreed=room.get_agreed(), now=NOW)
    return case


def test_the_packet_says_why_to_whoever_has_the_lead(here: People) -> None:
    away("crm:3", NOW.date(), NOW.date() + timedelta(days=9))
    case = routed(packet=STEEL)
    text = shown(here.sol, f"/leads/{case.pk}")
    assert "Why you:" in text
    assert "Rule “Steel”: it was your turn. Colleagues were away, had no room, missed" in text
    assert "Oda" not in text.replace("Give it to", "")
    assert "Why you:" not in shown(here.ada, f"/leads/{case.pk}")


def test_names_are_told_to_the_lead_of_sales_alone(here: People, head: User) -> None:
    away("crm:3", NOW.date(), NOW.date() + timedelta(days=9))
    routed(packet=STEEL)
    for_lead, for_others = shown(head, "/leads/routing"), shown(here.ada, "/leads/routing")
    assert "it went to Sol, whose turn it was." in for_lead
    assert "Oda was away until the promise falls due." in for_lead
    assert "1 undecided" in for_lead
    assert "it went to One of us, whose turn it was." in for_others
    assert "Colleagues were away, had no room, missed the promise or have left." in for_others
    assert "Sol" not in for_others
    assert "Oda" not in for_others
    assert "undecided</span>" not in for_others


def test_without_rules_the_page_says_what_to_do(here: People, tmp_path: Path) -> None:
    agree(folder=tmp_path / "none", rules="[]")
    text = shown(here.sol, "/leads/routing")
    assert "Nothing is agreed about who gets leads" in text
    assert "“Handoff”" in text


def test_unknown_and_departed_addresses_are_said_on_the_page(
    here: People, head: User, tmp_path: Path
) -> None:
    agree(folder=tmp_path / "odd", rules="- {name: All, to: [who@x.example, oda@tessaro.example]}")
    User.objects.filter(pk=here.own.pk).update(is_active=False)
    text = shown(head, "/leads/routing")
    assert "who@x.example" in text
    assert "not known here" in text
    assert "has left" in text


def test_what_nobody_could_take_is_given_by_hand_after_a_look(here: People, head: User) -> None:
    away("crm:2", NOW.date(), NOW.date() + timedelta(days=9))
    one, two = routed(1), routed(2)
    assert "Give 2 leads to somebody by hand." in shown(head, "/")
    assert "by hand" not in shown(here.sol, "/")
    client = signed_in(head)
    page = client.get("/leads/nobody").content.decode()
    assert "Rule “All others”: nobody was there to take it." in page
    assert "Sol was away until the promise falls due." in page
    ticked = {"cases": [one.pk, two.pk], "back": "nobody"}
    looked = client.post("/leads/give", ticked)
    text = looked.content.decode()
    assert looked.status_code == 200
    assert "Give 2 leads to somebody" in text
    assert "Sol (away today)" in text
    wrong = client.post("/leads/give", ticked | {"sure": "1", "reason": "Speaks <b>French</b>"})
    assert wrong.status_code == 422
    assert "Choose to whom." in wrong.content.decode()
    assert "Speaks &lt;b&gt;French&lt;/b&gt;" in wrong.content.decode()
    was = {f"was_{case.pk}": "" for case in (one, two)}
    done = client.post("/leads/give", ticked | was | {"sure": "1", "to": "crm:3", "reason": "x"})
    assert (done.status_code, done["Location"]) == (302, "/leads/nobody")
    assert set(Case.objects.values_list("owner_id", flat=True)) == {"crm:3"}
    assert AuditEntry.objects.filter(action="lead.given").count() == 2
    assert not Notice.objects.filter(kind="handoff.nobody", settled_at=None).exists()
    assert "Every lead has somebody" in shown(head, "/leads/nobody")


def test_what_was_given_meanwhile_is_left_and_said(here: People, head: User) -> None:
    case = a_case(owner_id="crm:2")
    client = signed_in(head)
    Case.objects.filter(pk=case.pk).update(owner_id="crm:1", owner_name="Kat")
    told = {"cases": [case.pk], f"was_{case.pk}": "crm:2", "sure": "1", "to": "crm:3"}
    page = client.post("/leads/give", told, follow=True).content.decode()
    assert "had another owner or was decided meanwhile" in page
    assert Case.objects.get().owner_id == "crm:1"
    assert not Routing.objects.exists()


def test_a_seller_hands_on_their_own_and_no_other(here: People, head: User) -> None:
    own, other = a_case(1, owner_id="crm:2"), a_case(2, owner_id="crm:3")
    client = signed_in(here.sol)
    assert "Give it to somebody else" in shown(here.sol, f"/leads/{own.pk}")
    assert "Give it to somebody else" not in shown(here.sol, f"/leads/{other.pk}")
    told = {"cases": [own.pk, other.pk], "sure": "1", "to": "crm:1", "reason": "On holiday"}
    client.post("/leads/give", told)
    assert dict(Case.objects.values_list("pk", "owner_id")) == {own.pk: "crm:1", other.pk: "crm:3"}
    assert "Sol gave it to you." in shown(head, f"/leads/{own.pk}")
    assert Notice.objects.get(settled_at=None).why == "On holiday"


def test_others_and_forged_forms_give_nothing(here: People, head: User) -> None:
    case = a_case(owner_id="crm:2")
    told = {"cases": [case.pk], "sure": "1", "to": "crm:3"}
    assert signed_in(here.ada).post("/leads/give", told).status_code == 404
    assert signed_in(here.analyst).post("/leads/give", told).status_code == 404
    unseen = signed_in(here.own).post("/leads/give", told)
    assert unseen.status_code == 422
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(head)
    assert forged.post("/leads/give", told).status_code == 403
    for to in ("crm:999", "", "sol@tessaro.example"):
        assert signed_in(head).post("/leads/give", told | {"to": to}).status_code == 422
    assert Case.objects.get().owner_id == "crm:2"


def test_marketing_s_lead_gives_where_sales_has_none(here: People) -> None:
    case = routed(handed_over_at=NOW, packet={"values": {}})
    told = {"cases": [case.pk], "sure": "1", "to": "crm:3"}
    assert signed_in(here.ada).post("/leads/give", told).status_code == 302


def test_somebody_says_when_they_are_away_and_takes_it_back(here: People) -> None:
    client = signed_in(here.sol)
    first, last = NOW.date() + timedelta(days=1), NOW.date() + timedelta(days=8)
    told = {"who": "crm:2", "starts_on": str(first), "ends_on": str(last)}
    assert client.post("/leads/away", told).status_code == 302
    one = Absence.objects.get()
    assert (one.member_id, one.starts_on, one.ends_on, one.said_by) == (
        "crm:2", first, last, here.sol,
    )  # fmt: skip
    again = client.post("/leads/away", told)
    assert again.status_code == 422
    assert "said already: away from" in again.content.decode()
    assert client.post(f"/leads/away/{one.pk}/back").status_code == 302
    again = client.post(f"/leads/away/{one.pk}/back", follow=True)
    assert "That is taken back already. You did that on" in again.content.decode()
    assert AuditEntry.objects.filter(action__startswith="absence.").count() == 2
    assert client.post("/leads/away", told).status_code == 302


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"starts_on": "2026-07-09", "ends_on": "2026-07-08"}, "The last day lies before"),
        ({"starts_on": "2026-06-01", "ends_on": "2026-06-08"}, "The last day has passed"),
        ({"starts_on": "2026-07-09", "ends_on": "2027-12-08"}, "This is more than a year."),
        ({"starts_on": "tomorrow", "ends_on": "2026-07-08"}, "Enter a valid date."),
        (
            {"starts_on": "2026-07-09", "ends_on": "2026-07-10", "who": "crm:3"},
            "Choose yourself, or somebody of your team.",
        ),
    ],
)
def test_wrong_days_and_others_absences_are_refused_beside_the_field(
    here: People, told: dict[str, str], said: str
) -> None:
    answer = signed_in(here.sol).post("/leads/away", {"who": "crm:2"} | told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Absence.objects.exists()


def test_a_lead_says_it_for_their_team_and_the_team_sees_it_without_a_reason(
    here: People, head: User
) -> None:
    day = NOW.date()
    told = {"who": "crm:3", "starts_on": str(day), "ends_on": str(day + timedelta(days=2))}
    assert signed_in(head).post("/leads/away", told).status_code == 302
    one = Absence.objects.get()
    text = shown(here.sol, "/leads/away")
    assert "Oda" in text
    assert "Take back" not in text
    assert "Oda" not in shown(here.ada, "/leads/away"), "another team's"
    assert signed_in(here.sol).post(f"/leads/away/{one.pk}/back").status_code == 404
    assert signed_in(here.ada).post("/leads/away", told).status_code in {404, 422}
    assert signed_in(head).post(f"/leads/away/{one.pk}/back").status_code == 302


def test_who_is_not_in_the_record_is_told_what_to_do(here: People) -> None:
    text = shown(here.analyst, "/leads/away")
    assert "Your account is not tied to who you are in the record" in text
    assert signed_in(here.analyst).post("/leads/away", {}).status_code == 404


def test_what_people_typed_is_shown_as_text(here: People, head: User) -> None:
    case = a_case(owner_id="crm:2", person_name="<i>Rosa</i>")
    routing_operations.give_several(
        gifts=[routing_operations.Gift(case.pk, "crm:2")], reason="<script>alert(1)</script>",
        to=assigning.Owner("crm:3", "<b>Oda</b>", "sales"), by=head, now=NOW,
    )  # fmt: skip
    for place in ("/leads/routing", f"/leads/{case.pk}"):
        text = shown(head, place)
        assert "&lt;script&gt;alert(1)" in text
        assert "<b>Oda</b>" not in text
        assert "<i>Rosa" not in text


def test_the_lists_ask_no_more_with_more_leads(here: People, head: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    away("crm:2", NOW.date(), NOW.date() + timedelta(days=9))
    client = signed_in(head)
    for place in ("/leads/nobody", "/leads/routing"):
        counted = []
        for number in (1, 21):
            for more in range(number, number + 20):
                if not Case.objects.filter(key=f"crm:l{more}").exists():
                    routed(more, state=State.WAITING)
            client.get(place)
            with CaptureQueriesContext(connection) as caught:
                client.get(place)
            counted.append(len(caught))
        assert counted[0] == counted[1] <= 18, place


def test_a_team_sees_the_steps_of_its_leads_alone(here: People) -> None:
    other = User.objects.create(email="s@x.example", name="Su", team="service", joined_at=NOW,
                                sees=Sees.TEAM)  # fmt: skip
    routed()
    assert "Buyer 1" in shown(here.sol, "/leads/routing")
    assert "Buyer 1" not in shown(other, "/leads/routing")


def test_who_decides_a_lead_that_was_given_away_is_told_so_and_nobody_else_learns_of_it(
    here: People, head: User
) -> None:
    case = Case.objects.get(pk=routed(packet=STEEL).pk)
    had, other = (here.own, here.sol) if case.owner_id == "crm:3" else (here.sol, here.own)
    User.objects.filter(pk__in=[had.pk, other.pk]).update(sees=Sees.OWN)
    stranger = a_person("Vic", team="sales", sees=Sees.OWN, member_id="crm:9")
    to = assigning.Owner(other.member_id, other.name, "sales")
    gift = routing_operations.Gift(case.pk, case.owner_id)
    routing_operations.give(gift=gift, to=to, reason="", by=head, now=NOW)
    typed = {"move": "reject", "read_as": "waiting", "family": "clerical", "reason": "No number"}
    place = f"/leads/{case.pk}/move"
    told = signed_in(had).post(place, typed)
    text = told.content.decode()
    assert told.status_code == 409
    assert "This lead was given to somebody else meanwhile." in text
    assert "No number" in text, "what was typed is shown"
    assert "Buyer 1" not in text, "the lead itself is theirs no more"
    assert Case.objects.get(pk=case.pk).state == State.WAITING
    for user in (stranger, here.outsider):
        assert signed_in(user).post(place, typed).status_code == 404
    assert signed_in(had).get(f"/leads/{case.pk}").status_code == 404
