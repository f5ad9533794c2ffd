"""How leads fare: the page says what the measures say, and opens to the leads behind."""

import csv
import io
import re
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from sameroom.handoff import cuts
from sameroom.handoff.tests import test_cuts
from sameroom.handoff.web import parting, queries, reading_queries, reading_rows, reading_words
from sameroom.handoff.web.models import Case, CountedLead, Part
from sameroom.handoff.web.reading_queries import Chosen
from sameroom.handoff.web.tests.builders import a_case
from sameroom.measure import Reading
from sameroom.people.web.models import User
from sameroom.record.web.models import Shown
from sameroom.room.web.tests.builders import people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Reader, Sees

pytestmark = pytest.mark.django_db
PLACE = "/leads/readings"
MOST_QUERIES = 12


KEPT: dict[type[Model], list[dict[str, Any]]] = {}  # Any: what a field holds


def project() -> None:
    """Write the parts of a first refresh; once worked out, they are only written again."""
    if not KEPT:
        refreshed(1)
        KEPT.update({kind: list(kind._default_manager.values()) for kind in (Part, CountedLead)})
        return
    for kind, rows in KEPT.items():
        kind._default_manager.bulk_create(kind(**(row | {"id": None})) for row in rows)
    _show(1)


def refreshed(generation: int) -> None:
    """Write and show the parts of a refresh."""
    parting.write_parts(engine=test_cuts.trial(), generation=generation)
    _show(generation)


def _show(generation: int) -> None:
    Shown.objects.update_or_create(
        only=True, defaults={"generation": generation, "team_sizes": {"sales": 6, "service": 6}}
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("chosen", "cut"),
    [
        (Chosen(), cuts.Cut()),
        (Chosen(campaign="Webinar"), cuts.Cut(campaign="Webinar")),
        (Chosen(segment="Food", team="sales"), cuts.Cut(segment="Food", team="sales")),
        (Chosen(period="2026-05"), cuts.Cut(period="2026-05")),
    ],
)
def test_what_is_stored_is_what_the_measures_tell(chosen: Chosen, cut: cuts.Cut) -> None:
    project()
    known = reading_queries.find_known(chosen=chosen)
    assert known is not None
    told = list(cuts.tell(leads=test_cuts.parts()[cut], record=test_cuts.read()))
    assert len(told) > 30
    stored = {(name, one.figure, one.part): one for name in known.told for one in known.told[name]}
    for name, one in told:
        other = stored[name, one.figure, one.part]
        if isinstance(one, Reading):
            assert isinstance(other, Reading)
            assert (other.value, other.count) == (one.value, one.count)
        else:
            assert other == one


def test_the_first_sentence_says_whether_leads_are_answered_in_time() -> None:
    project()
    page = signed_in(people().ada).get(PLACE).content.decode()
    told = {one.figure: one for name, one in cuts.tell(
        leads=test_cuts.parts()[cuts.Cut()], record=test_cuts.read()) if name == "speed_to_lead"
        and not one.part}  # fmt: skip
    kept = told["within_target"]
    assert isinstance(kept, Reading)
    assert f"Not in time: {100 * kept.value:.0f}\u00a0% of the leads" in page
    assert page.count('class="fare-card"') == 10
    assert "style=" not in page
    assert page.count("<figure") == page.count('<details class="fare-table"') >= 8


def test_a_page_reads_one_part_however_many_leads_there_are() -> None:
    project()
    client = signed_in(people().ada)
    client.get(PLACE)
    for place in (PLACE, f"{PLACE}?campaign=Webinar", f"{PLACE}/rejected?team=sales"):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(place).status_code == 200
        assert len(caught) <= MOST_QUERIES, [one["sql"][:90] for one in caught]


def test_a_choice_that_too_few_leads_meet_says_what_to_do() -> None:
    project()
    client = signed_in(people().ada)
    for asked in ("campaign=None+such", "period=later", "team=x%00", "segment=" + "x" * 500):
        page = client.get(f"{PLACE}?{asked}")
        assert page.status_code == 200
        assert "Fewer than five leads" in page.content.decode()
    assert "Nothing has been read" not in client.get(PLACE).content.decode()


def test_before_anything_is_read_it_says_what_to_do() -> None:
    page = signed_in(people().ada).get(PLACE).content.decode()
    assert "Nothing has been read yet" in page


def test_the_rows_are_those_that_the_figure_counts() -> None:
    project()
    ada = people().ada.as_reader()
    for of, measure, figure in (
        ("rejected", "acceptance", "rejected"), ("undecided", "acceptance", "undecided"),
        ("untouched", "never_touched", "untouched"), ("recycled", "recycling", "recycled"),
        ("overdue", "decision_time", "overdue"),
    ):  # fmt: skip
        for chosen in (Chosen(), Chosen(campaign="Webinar"), Chosen(team="service")):
            known = reading_queries.find_known(chosen=chosen)
            assert known is not None
            told = known.find(measure, figure)
            found = reading_rows.find_file(reader=ada, of=of, chosen=chosen)
            assert found is not None
            assert isinstance(told, Reading)
            assert len(found[1]) == told.value > 0, (of, chosen)


def test_decisions_are_listed_with_their_own_time() -> None:
    project()
    user = people().ada
    ada = user.as_reader()
    for chosen in (Chosen(), Chosen(segment="Food"), Chosen(period="2026-05")):
        known = reading_queries.find_known(chosen=chosen)
        assert known is not None
        kept = known.find("decision_time", "within_target")
        assert isinstance(kept, Reading)
        found = reading_rows.find_file(reader=ada, of="decided-late", chosen=chosen)
        assert found is not None
        columns, lines = found
        assert len(lines) == round((1 - kept.value) * kept.count) > 0
        spent = [float(line[columns.index("Working hours to the decision")]) for line in lines]
        assert min(spent) >= known.offered.decision_hours == 24
    page = signed_in(user).get(f"{PLACE}/overdue").content.decode()
    assert page.count("still waiting") == 50


def test_each_list_tells_the_wait_that_it_is_about() -> None:
    project()
    CountedLead.objects.filter(is_decision_clocked=True, is_clocked=True).update(
        waited_seconds=2 * 3600, decided_seconds=24 * 3600 + 1
    )
    client = signed_in(people().ada)
    for of, said in (("decisions", "24 working hours"), ("decided-late", "24.1 working hours"),
                     ("clocked", "2 working hours")):  # fmt: skip
        page = client.get(f"{PLACE}/{of}").content.decode()
        assert said in page, of
        assert ("2 working hours" in page.replace("24.1", "").replace("24 ", "")) is (
            of == "clocked"
        )


def test_what_cannot_be_told_says_of_what_and_what_to_do() -> None:
    project()
    client = signed_in(people().ada)
    assert "how long the slowest tenth waits" in client.get(PLACE).content.decode()
    few = Part.objects.exclude(campaign="").order_by("leads", "pk").first()
    assert few is not None
    asked = {"campaign": few.campaign, "segment": few.segment, "team": few.team,
             "period": few.period}  # fmt: skip
    assert "Leave one of the choices out" in client.get(PLACE, asked).content.decode()


def test_what_was_stored_before_decisions_were_timed_is_still_shown() -> None:
    project()
    for part in Part.objects.all():
        part.told = [one for one in part.told if one["measure"] != "decision_time"]
        del part.drawn["decided"]
        part.head.pop("decision_hours", None)
        part.save()
    page = signed_in(people().ada).get(PLACE).content.decode()
    assert page.count('class="fare-card"') == 9
    assert 'id="decisions"' not in page


def test_the_rows_say_of_which_time_they_are() -> None:
    project()
    client = signed_in(people().ada)
    for asked, said in (
        ("2026-05", "May 2026"),
        ("recent", "the last four weeks"),
        ("x<b", "x&lt;b"),
    ):
        page = client.get(f"{PLACE}/clocked", {"period": asked}).content.decode()
        assert f"<bdi>{said}</bdi> · Newest first" in page
    assert '<p class="small">Newest first' in client.get(f"{PLACE}/clocked").content.decode()


def test_rows_come_page_by_page_and_link_to_the_lead() -> None:
    project()
    ada = people().ada
    number = CountedLead.objects.filter(is_clocked=True).order_by("-handed_over_at", "pk")[0].key
    case = a_case(5000)
    Case.objects.filter(pk=case.pk).update(key=number)
    client = signed_in(ada)
    first = client.get(f"{PLACE}/clocked").content.decode()
    second = client.get(f"{PLACE}/clocked?page=2").content.decode()
    assert f'href="/leads/{case.pk}"' in first
    assert [len(re.findall(r"<bdi>A\d+</bdi>", one)) for one in (first, second)] == [50, 50]
    assert "page=2" in first
    assert not set(re.findall(r"<bdi>(P\d+)</bdi>", first)) & set(
        re.findall(r"<bdi>(P\d+)</bdi>", second)
    )


def test_who_sees_a_counted_lead_sees_its_case_and_nobody_else() -> None:
    project()
    everybody = people()
    leads = list(CountedLead.objects.order_by("pk")[:40])
    for place, one in enumerate(leads):
        a_case(5000 + place, owner_id=one.owner_id, team=one.team,
               sent_by=everybody.ada if place % 9 == 0 else None)  # fmt: skip
        Case.objects.filter(key=f"crm:l{5000 + place}").update(key=one.key)
    keys = {one.key for one in leads}
    for team, sees, member_id in product(
        ("", "sales", "marketing", "service"), Sees, ("", "crm:m1")
    ):
        reader = Reader(user_id=everybody.ada.pk, team=team, sees=sees, member_id=member_id)
        rows = reading_rows.visible(reader=reader, generation=1).filter(key__in=keys)
        cases = queries.visible(reader=reader)
        assert set(rows.values_list("key", flat=True)) == set(
            cases.values_list("key", flat=True)
        ), reader


def test_the_file_holds_no_formula_and_is_noted_in_the_log() -> None:
    project()
    CountedLead.objects.filter(is_rejected=True).update(person_name="=cmd|' /C calc'!A0")
    answer = signed_in(people().ada).get(f"{PLACE}/rejected.csv?campaign=Webinar")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) > 5
    assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line)
    noted = AuditEntry.objects.get(action="rows.taken")
    assert noted.details == {"rows": len(lines) - 1}


def test_names_from_outside_are_text_and_nothing_else() -> None:
    project()
    evil = '<script>alert("x")</script>'
    Part.objects.filter(campaign="Webinar").update(campaign=evil)
    whole = Part.objects.get(segment="", campaign="", team="", period="")
    whole.head["campaigns"] = [evil]
    whole.drawn["by_campaign"] = [[evil, week] for _name, week in whole.drawn["by_campaign"]]
    whole.save()
    client = signed_in(people().ada)
    for place in (PLACE, f"{PLACE}?campaign=%3Cscript%3Ealert(%22x%22)%3C/script%3E"):
        page = client.get(place).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_what_an_earlier_refresh_kept_goes_and_what_is_shown_stays() -> None:
    refreshed(1)
    kept = Part.objects.count()
    parting.write_parts(engine=test_cuts.trial(), generation=2)  # not shown yet
    assert Part.objects.filter(generation=1).count() == kept
    refreshed(3)
    refreshed(4)
    assert set(Part.objects.values_list("generation", flat=True)) == {3, 4}
    parting.write_parts(engine=test_cuts.trial(), generation=4)  # taken up again after a kill
    assert Part.objects.filter(generation=4).count() == kept


def test_days_are_written_as_the_language_writes_them() -> None:
    assert reading_words.day(date(2026, 6, 30)) == "30 Jun"
    with translation.override("de"):
        said = [reading_words.day(date(2026, month, 1)) for month in (3, 5)]
    assert said == ["1. März", "1. Mai"]
