"""The pages: drafting clause by clause, talking, comparing, proposing from a reading."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from sameroom import agreement
from sameroom.agreement.method_page import Change
from sameroom.agreement.web import offers, registry, things
from sameroom.agreement.web.models import ClauseWork, Discussion, Version
from sameroom.agreement.web.operations import begin_draft, propose
from sameroom.agreement.web.talking import discuss
from sameroom.engines.catalog import get_measure
from sameroom.handoff.proposing import FIGURE
from sameroom.people.web.models import User
from sameroom.room.web.api import list_costs
from sameroom.room.web.models import StoredReading
from sameroom.room.web.tests.builders import NOW, People, a_refresh
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
HOURS = "promises.first_touch.within_hours"


def as_(user: User, **told: bool) -> Client:
    client = Client(**told)
    client.force_login(user)
    return client


def a_draft(by: User, text: str = "# ours\n") -> int:
    return begin_draft(text=text, by=by, now=NOW)


def test_a_clause_is_changed_with_its_reason_and_nothing_else_is(room: People) -> None:
    number = a_draft(room.ada)
    place = f"/agreement/{number}/clauses/promises"
    response = as_(room.sol).post(place, {"seen": "0", HOURS: "4", "reason": "They wait."})
    assert response.status_code == 302
    text = Version.objects.get(number=number).text
    assert text == "# ours\n\npromises:\n  first_touch:\n    within_hours: 4\n" or (
        text == "# ours\npromises:\n  first_touch:\n    within_hours: 4\n"
    )
    shown = as_(room.ada).get(f"/agreement/{number}").content.decode()
    assert "They wait." in shown


def test_who_signs_reads_all_that_was_set_and_how_much_is_left_to_defaults(room: People) -> None:
    many = ", ".join(f"Country{n}" for n in range(40))
    steps = "".join(
        f"  - {{step: Step {n}, responsible: [sales], accountable: sales}}\n" for n in range(9)
    )
    text = f"ideal_customer: [{{attribute: country, is_one_of: [{many}]}}]\nroles:\n{steps}"
    shown = as_(room.sol).get(f"/agreement/{a_draft(room.ada, text)}").content.decode()
    assert "Country39" in shown
    assert all(f"Step {n}" in shown for n in range(9))
    assert "more values are defaults" in shown


def test_an_error_stands_beside_its_field_and_what_was_typed_is_kept(room: People) -> None:
    number = a_draft(room.ada)
    typed = {"seen": "0", HOURS: "soon", "reason": "Because <b>"}
    response = as_(room.sol).post(f"/agreement/{number}/clauses/promises", typed)
    shown = response.content.decode()
    assert response.status_code == 422
    assert 'value="soon"' in shown
    assert "cannot stand here" in shown
    assert "Because &lt;b&gt;" in shown
    assert Version.objects.get(number=number).text == "# ours\n"


def test_what_contradicts_another_clause_is_told_beside_its_field(room: People) -> None:
    number = a_draft(room.ada)
    typed = {"seen": "0", "promises.first_touch.calendar": "moon"}
    response = as_(room.sol).post(f"/agreement/{number}/clauses/promises", typed)
    assert response.status_code == 422
    assert "There is no calendar &quot;moon&quot;" in response.content.decode()


def test_a_stale_save_tells_who_changed_what_and_offers_both(room: People) -> None:
    number = a_draft(room.ada)
    place = f"/agreement/{number}/clauses/promises"
    as_(room.ada).post(place, {"seen": "0", HOURS: "4", "reason": "Ada's reason"})
    response = as_(room.sol).post(place, {"seen": "0", HOURS: "12", "reason": "Sol's reason"})
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Ada changed this on" in shown
    assert "Ada&#x27;s reason" in shown
    assert 'value="12"' in shown
    assert "Sol&#x27;s reason" in shown
    assert "within_hours: 4" in Version.objects.get(number=number).text
    again = as_(room.sol).post(place, {"seen": "1", HOURS: "12", "reason": "Sol's reason"})
    assert again.status_code == 302
    assert "within_hours: 12" in Version.objects.get(number=number).text


def test_nobody_edits_or_talks_into_what_is_over(room: People) -> None:
    number = a_draft(room.ada)
    propose(number=number, by=room.ada, now=NOW)
    place = f"/agreement/{number}/clauses/promises"
    response = as_(room.sol).post(place, {"seen": "0", HOURS: "4"})
    assert response.status_code == 409
    assert "Ada changed this on" in response.content.decode()
    assert 'value="4"' in response.content.decode(), "what was typed is not lost"
    assert Version.objects.get(number=number).text == "# ours\n"
    assert ClauseWork.objects.count() == 0


def test_what_people_say_is_shown_by_name_and_escaped(room: People) -> None:
    number = a_draft(room.ada)
    place = f"/agreement/{number}/clauses/promises"
    as_(room.sol).post(f"{place}/discuss", {"body": "<script>alert(1)</script>\nWhy?"})
    (talk,) = Discussion.objects.all()
    as_(room.ada).post(f"/agreement/discussions/{talk.pk}/reply", {"body": "Since <i>May</i>."})
    shown = as_(room.ada).get(place).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "Sol" in shown
    as_(room.ada).post(f"/agreement/discussions/{talk.pk}/settle")
    talk.refresh_from_db()
    assert talk.resolved_by == room.ada
    late = as_(room.sol).post(f"/agreement/discussions/{talk.pk}/reply", {"body": "Too late"})
    assert late.status_code == 409
    assert "Too late" in late.content.decode(), "what was typed is not lost"
    assert talk.comments.count() == 2
    as_(room.sol).post(f"/agreement/discussions/{talk.pk}/reopen")
    talk.refresh_from_db()
    assert talk.resolved_at is None


def test_two_versions_are_not_called_the_same_and_none_begins_in_the_past(room: People) -> None:
    first, second = a_draft(room.ada), a_draft(room.sol)
    client = as_(room.ada)
    sent = {"label": "Autumn", "holds_from": "", "seen": ""}
    for number, day, status in (
        (first, "", 302), (second, "", 422), (first, "2020-01-01", 422), (first, "2099-01-01", 302),
    ):  # fmt: skip
        seen = re.search(
            r'name="seen" value="([^"]*)"', client.get(f"/agreement/{number}").content.decode()
        )
        sent |= {"holds_from": day, "seen": seen[1] if seen else ""}
        assert client.post(f"/agreement/{number}", sent).status_code == status, (number, day)
    assert list(Version.objects.order_by("number").values_list("label", flat=True)) == [
        "Autumn", "Version 2"
    ]  # fmt: skip


def test_what_is_too_long_to_be_said_is_kept_and_told_beside_its_field(room: People) -> None:
    number, client = a_draft(room.ada), as_(room.sol)
    talk = discuss(number=number, clause="promises", body="Why?", by=room.ada, now=NOW)
    long = "Because of <b>this</b>. " * 200
    for place, field in (
        (f"/agreement/{number}/clauses/promises/discuss", "new-talk"),
        (f"/agreement/discussions/{talk}/reply", f"r-{talk}"),
    ):
        for body in (long, "   "):
            answer = client.post(place, {"body": body})
            assert answer.status_code == 422
            text = answer.content.decode()
            asked = text.partition(f'id="{field}"')[2].partition("</div>")[0]
            assert "Say something first" in asked
            assert escape(body) in asked, "nothing of it is lost"
            assert text.count("Say something first") == 1
    assert Discussion.objects.count() == 1


@pytest.mark.parametrize("act", ["propose", "sign", "take-back", "withdraw", "draft"])
def test_no_act_comes_from_another_site(room: People, act: str) -> None:
    number = a_draft(room.ada)
    strict = as_(room.ada, enforce_csrf_checks=True)
    before = AuditEntry.objects.count()
    assert strict.post(f"/agreement/{number}/{act}").status_code == 403
    assert strict.get(f"/agreement/{number}/{act}").status_code == 405
    assert AuditEntry.objects.count() == before


def test_whoever_withdraws_a_draft_says_why_and_reads_what_becomes_of_it(room: People) -> None:
    place, client = f"/agreement/{a_draft(room.ada)}", as_(room.ada)
    page = client.get(place).content.decode()
    assert "can no longer be changed or proposed" in page
    assert "with its signatures" not in page, "it has none"
    assert "Both teams read it" in page
    answer = client.post(f"{place}/withdraw", {"reason": " "})
    assert answer.status_code == 422
    assert "Say why it is withdrawn." in answer.content.decode()
    said = client.post(f"{place}/withdraw", {"reason": "The goals moved"}, follow=True)
    assert "The goals moved" in said.content.decode()


def test_a_file_that_is_brought_is_checked_and_becomes_a_draft(room: People) -> None:
    client = as_(room.ada)
    bad = SimpleUploadedFile("agreement.yaml", b"a: [")
    response = client.post("/agreement/begin", {"from": "upload", "file": bad})
    assert response.status_code == 422
    assert "not valid YAML" in response.content.decode()
    good = SimpleUploadedFile("agreement.yaml", b"# kept\nzz: 1\n")
    place = client.post("/agreement/begin", {"from": "upload", "file": good})["Location"]
    assert "zz" in client.get(place).content.decode(), "what nobody knows is told"
    assert client.get(f"{place}/agreement.yaml").content == b"# kept\nzz: 1\n"


def test_a_reading_proposes_a_clause_with_its_reason_and_evidence(room: People) -> None:
    refresh = a_refresh()
    StoredReading.objects.create(
        refresh=refresh, area="icp", measure="who_buys", figure="lift", is_told=True, value=2.5,
        part=[["rule", "industry is Steel"], ["finding", "confirmed"]], unit="ratio", count=40,
        starts_at=NOW, ends_at=NOW, agreement_version="defaults@1", code_version="1",
    )  # fmt: skip
    response = as_(room.ada).post("/agreement/from/who_buys")
    assert response.status_code == 302
    shown = as_(room.ada).get(response["Location"]).content.decode()
    assert "Your won customers look like this: industry is Steel" in shown
    assert "/readings/who_buys" in shown
    assert "read under defaults" in shown
    assert "defaults@1" not in shown, "the mark of what it says is for programs"
    assert "is_one_of" in Version.objects.get().text


@pytest.mark.parametrize(
    ("measure", "promise"), [("speed_to_lead", "first_touch"), ("decision_time", "disposition")]
)
def test_a_promise_that_is_kept_is_proposed_beside_all_else_that_is_promised(
    room: People, measure: str, promise: str
) -> None:
    refresh = a_refresh()
    for figure, value, unit in (("promised_share", 0.9, "share"), (FIGURE, 30.1, "hours")):
        StoredReading.objects.create(
            refresh=refresh, area="handoff", measure=measure, figure=figure, is_told=True,
            value=value, part=[], unit=unit, count=400, starts_at=NOW, ends_at=NOW,
            agreement_version="defaults@1", code_version="1",
        )  # fmt: skip
    path = Path(settings.STORE) / "agreement.yaml"
    path.write_text("promises:\n  # ours\n  disposition: {within_hours: 80, share: 0.8}\n")
    response = as_(room.ada).post(f"/agreement/from/{measure}")
    shown = as_(room.ada).get(response["Location"]).content.decode()
    assert "within 30.25 working hours" in shown
    said = agreement.parse(text=Version.objects.get().text).clauses.promises
    assert getattr(said, promise).within_hours == 30.25
    assert said.disposition.share == 0.8
    assert "  # ours\n" in Version.objects.get().text


def read_speed(*, hours: float) -> None:
    """Have a reading tell within how many hours nine of ten leads were turned to."""
    refresh = a_refresh()
    for figure, value, unit in (("promised_share", 0.9, "share"), (FIGURE, hours, "hours")):
        StoredReading.objects.create(
            refresh=refresh, area="handoff", measure="speed_to_lead", figure=figure, is_told=True,
            value=value, part=[], unit=unit, count=400, starts_at=NOW, ends_at=NOW,
            agreement_version="defaults@1", code_version="1",
        )  # fmt: skip


def test_a_promise_moves_the_other_along_where_it_could_not_stand_beside_it(room: People) -> None:
    read_speed(hours=30.1)
    words = "its promise moves along: from 24 to 30.25 working hours"
    (offer, *_rest) = offers.list_offers(reader=room.ada.as_reader(), measure="speed_to_lead")
    assert words in offer.why
    response = as_(room.ada).post("/agreement/from/speed_to_lead")
    assert words in as_(room.ada).get(response["Location"]).content.decode()
    said = agreement.parse(text=Version.objects.get().text).clauses.promises
    assert (said.first_touch.within_hours, said.disposition.within_hours) == (30.25, 30.25)


def test_what_could_not_stand_is_not_offered(room: People) -> None:
    """No promise may be of more than ten thousand hours."""
    read_speed(hours=9e9)
    (offer,) = offers.list_offers(reader=room.ada.as_reader(), measure="speed_to_lead")
    assert "defined" in offer.words
    assert as_(room.ada).post("/agreement/from/speed_to_lead").status_code == 404


def test_each_is_told_what_waits_for_them(room: People) -> None:
    number = a_draft(room.ada)
    discuss(number=number, clause="promises", body="Why?", by=room.sol, now=NOW)
    told = things.list_things(reader=room.ada.as_reader(), now=NOW)
    assert [one.href for one in told] == [f"/agreement/{number}/clauses/promises"]
    assert things.list_things(reader=room.sol.as_reader(), now=NOW) == []
    propose(number=number, by=room.ada, now=NOW)
    told = things.list_things(reader=room.ada.as_reader(), now=NOW)
    assert told[0].href == f"/agreement/{number}"
    assert things.list_things(reader=room.outsider.as_reader(), now=NOW) == []


def test_two_versions_stand_beside_each_other_in_words(room: People) -> None:
    a_draft(room.ada)
    a_draft(room.ada, "promises: {first_touch: {share: 0.8}}\n")
    shown = as_(room.sol).get("/agreement/compare?before=1&after=2").content.decode()
    assert "90 %" in shown
    assert "80 %" in shown
    same = as_(room.sol).get("/agreement/compare?before=1&after=1").content.decode()
    assert "nothing changed" in same
    assert "What it costs" not in same
    a_refresh()
    (cost, *_) = list_costs()
    same = as_(room.sol).get("/agreement/compare?before=1&after=1").content.decode()
    assert f"about {cost.about}" in same


def test_every_figure_has_a_definition_that_can_be_found(room: People) -> None:
    from sameroom.engines.catalog import list_measures

    client = as_(room.sol)
    listed = client.get("/definitions").content.decode()
    for placed in list_measures():
        assert f'href="/definitions/{placed.measure.name}"' in listed
    found = client.get("/definitions?q=speed lead").content.decode()
    assert "/definitions/speed_to_lead" in found
    assert "/definitions/who_buys" not in found
    page = client.get("/definitions/acceptance?dialect=spark").content.decode()
    assert "accepted ÷ (accepted + rejected)" in page
    assert "create table" in page
    assert "Why your CRM may say something else" in page


def test_a_definition_says_which_version_its_formula_has_and_what_was_changed(
    room: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = get_measure("win_rate")
    client = as_(room.sol)
    first = client.get("/definitions/win_rate").content.decode()
    assert "<dd>1 <span" in first
    assert "What was changed in it" not in first
    later = replace(placed, measure=replace(placed.measure, version=2))
    change = Change(2, date(2026, 11, 27), "Deals <b>without</b> a day are left out.")
    monkeypatch.setattr(registry.catalog, "get_measure", lambda name: later)
    monkeypatch.setattr(registry.method_page, "list_changes", lambda *, method: (change,))
    page = client.get("/definitions/win_rate").content.decode()
    assert "2, since 27 Nov 2026" in page
    assert "Deals &lt;b&gt;without&lt;/b&gt; a day are left out." in page


def test_no_page_asks_the_database_more_than_a_dozen_times(room: People) -> None:
    number = a_draft(room.ada)
    for _ in range(8):
        discuss(number=number, clause="promises", body="Why?", by=room.sol, now=NOW)
        a_draft(room.ada)
    client = as_(room.ada)
    counted = {}
    for place in ("", f"/{number}", f"/{number}/clauses/promises", "/compare"):
        client.get(f"/agreement{place}")  # the first visit is noted, the next ones are not
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/agreement{place}")
        counted[place] = len(queries)
    assert max(counted.values()) <= 12, counted
