"""A campaign's owner hears on the same day why its leads are turned down, once a day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations, owning
from sameroom.handoff.web.models import Act, CampaignOwner, Case
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import agree
from sameroom.notice.web.models import Notice
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, a_person, people
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
WRONG = Told("definitional", "Wrong industry")
LATER = NOW + timedelta(minutes=5)


def reject(case: Case, by: User, *, after: timedelta = timedelta()) -> None:
    operations.move(
        case_id=case.pk, move=Move.REJECT, read_as=State.WAITING, told=WRONG, by=by,
        now=NOW + after,
    )  # fmt: skip


def told_of() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind="handoff.reasons").order_by("pk")
    return [(one.user.name, one.words) for one in rows]


def test_a_decision_made_here_is_on_the_page_before_the_record_is_read() -> None:
    everybody = people()
    reject(a_case(1), everybody.sol)
    page = owning.get_reasons_page(reader=everybody.ada.as_reader(), now=NOW)
    (one,) = page.campaigns
    assert (one.told.campaign, one.told.rejected, one.told.here_today) == ("Spring fair", 1, 1)
    assert one.told.reasons == (("Wrong industry", 1),)


def test_whoever_handed_over_most_owns_it_until_somebody_is_named() -> None:
    everybody = people()
    other = a_person("Bea", team="marketing")
    for number in range(3):
        a_case(number, sent_by=everybody.ada if number else other)
    assert owning.find_owners(campaigns={"Spring fair"}) == {"Spring fair": everybody.ada}
    owning.name_owner(campaign="Spring fair", owner_id=other.pk, was=everybody.ada.pk,
                      by=everybody.ada, now=NOW)  # fmt: skip
    assert owning.find_owners(campaigns={"Spring fair"}) == {"Spring fair": other}
    assert AuditEntry.objects.filter(action="campaign.owner_named").count() == 1
    with pytest.raises(owning.ChangedMeanwhileError):  # from a page read before
        owning.name_owner(campaign="Spring fair", owner_id=everybody.ada.pk,
                          was=everybody.ada.pk, by=everybody.ada, now=NOW)  # fmt: skip
    assert CampaignOwner.objects.get().owner == other


def test_its_owner_is_told_once_a_day_and_not_of_what_was_undone() -> None:
    everybody = people()
    cases = [a_case(number, sent_by=everybody.ada) for number in range(4)]
    reject(cases[0], everybody.sol)
    owning.tell_owners(now=NOW + timedelta(seconds=30))
    assert told_of() == [], "it can still be undone"
    Act.objects.update(is_undone=True)
    owning.tell_owners(now=LATER)
    assert told_of() == []
    reject(cases[1], everybody.sol)
    reject(cases[2], everybody.sol)
    owning.tell_owners(now=LATER)
    reject(cases[3], everybody.sol, after=timedelta(minutes=6))
    owning.tell_owners(now=LATER + timedelta(minutes=10))
    ada = everybody.ada.name
    assert told_of() == [(ada, "Sales said of 2 leads of yours why they are turned down.")]
    Act.objects.update(at=NOW + timedelta(days=1))
    owning.tell_owners(now=NOW + timedelta(days=1, minutes=2))
    assert len(told_of()) == 2


def test_only_a_lead_of_marketing_names_an_owner_and_only_somebody_of_marketing() -> None:
    everybody = people()
    a_case(1, state=State.REJECTED)
    form = {"campaign": "Spring fair", "owner": everybody.ada.pk, "was": 0}
    for user, status in ((everybody.sol, 404), (everybody.outsider, 404), (everybody.ada, 302)):
        client = Client()
        client.force_login(user)
        assert client.post("/leads/reasons/owner", form).status_code == status
    client = Client()
    client.force_login(everybody.ada)
    for wrong in ({"owner": everybody.sol.pk}, {"owner": "x"}, {"campaign": "No such one"}):
        answer = client.post("/leads/reasons/owner", {**form, **wrong})
        assert answer.status_code == 422
        assert "Choose somebody of marketing" in answer.content.decode()
    stale = client.post("/leads/reasons/owner", form)
    assert stale.status_code == 409
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(everybody.ada)
    assert strict.post("/leads/reasons/owner", form).status_code == 403


def test_today_is_the_company_s_day_and_an_answer_of_today_is_no_rejection_of_today(
    tmp_path: Path,
) -> None:
    everybody, own_day = people(), datetime(2026, 7, 7, 1, tzinfo=UTC)
    agree(folder=tmp_path, more="company: {time_zone: America/Los_Angeles}\n")
    early, late = a_case(1), a_case(2)
    reject(early, everybody.sol, after=-timedelta(days=3))
    operations.move(case_id=early.pk, move=Move.CONTEST, read_as=State.REJECTED, by=everybody.ada,
                    told=Told(note="It is another plant"), now=own_day)  # fmt: skip
    reject(late, everybody.sol)  # at one in the morning there
    for offset, count in ((timedelta(), 1), (timedelta(hours=6), 0)):
        with timezone.override(ZoneInfo("Asia/Tokyo")):  # wherever the reader is
            page = owning.get_reasons_page(reader=everybody.ada.as_reader(), now=own_day + offset)
        (one,) = page.campaigns
        assert (one.told.rejected, one.told.here_today) == (2, count), offset
