"""From a draft to a version in force, and what nobody may do on the way."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from sameroom import agreement
from sameroom.agreement.web import api, disk, operations, queries, things
from sameroom.agreement.web.models import ClauseWork, Signature, State, Version, Writing
from sameroom.agreement.web.operations import (
    MayNotSignError,
    NothingToSignError,
    NotThatFarError,
    SignedAlreadyError,
    SignedForOtherError,
    begin_draft,
    propose,
    sign,
    take_back,
    take_effect,
    withdraw,
)
from sameroom.people.web.models import User
from sameroom.room.web.models import Refresh
from sameroom.room.web.tests.builders import NOW, People
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
TEXT = "# Ours.\npromises: {first_touch: {within_hours: 6}}  # six\n"


def state_of(number: int) -> str:
    return str(Version.objects.get(number=number).state)


def signs(number: int, *users: User) -> None:
    for user in users:
        sign(number=number, reader=user.as_reader(), by=user, now=NOW)


def a_proposed(by: User, *, text: str = TEXT) -> int:
    number = begin_draft(text=text, by=by, now=NOW)
    propose(number=number, by=by, now=NOW)
    return number


def an_in_force(ada: User, kim: User, *, text: str = TEXT) -> int:
    number = a_proposed(ada, text=text)
    signs(number, ada, kim)
    return number


def test_with_one_signature_of_each_team_it_holds_and_the_file_says_so(
    room: People, kim: User
) -> None:
    number = a_proposed(room.ada)
    signs(number, room.ada)
    assert state_of(number) == State.PROPOSED
    assert not disk.path().exists()
    signs(number, kim)
    assert state_of(number) == State.IN_FORCE
    agreed = agreement.read(path=disk.path())
    assert agreed.standing("promises.first_touch.within_hours") == "signed"
    assert (agreed.clauses.signed.marketing.name, agreed.clauses.signed.sales.name) == (
        "Ada",
        "Kim",
    )
    assert disk.path().read_text("utf-8").startswith(TEXT)
    assert Refresh.objects.filter(cause="agreement").count() == 1
    in_force = api.find_in_force()
    assert in_force is not None
    assert in_force.mark == agreed.version
    assert in_force.clauses.promises.first_touch.within_hours == 6
    told = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert told == [
        "agreement.drafted", "agreement.proposed", "agreement.signed", "agreement.signed",
        "agreement.in_force", "agreement.written", "refresh.asked",
    ]  # fmt: skip


def test_only_a_lead_or_whom_an_administrator_named_signs_and_for_their_own_team(
    room: People, kim: User
) -> None:
    number = a_proposed(room.ada)
    for user in (room.sol, room.admin, room.analyst, room.outsider):
        with pytest.raises(MayNotSignError):
            signs(number, user)
    operations.name_signer(user_id=room.sol.pk, may_sign=True, by=room.admin, now=NOW)
    signs(number, room.sol)
    with pytest.raises(SignedAlreadyError):
        signs(number, kim)  # sales has signed
    assert [one.name for one in Signature.objects.all()] == ["Sol"]
    operations.name_signer(user_id=room.sol.pk, may_sign=False, by=room.admin, now=NOW)
    with pytest.raises(MayNotSignError):
        signs(a_proposed(room.ada), room.sol)


def test_nobody_signs_for_both_teams_not_even_after_they_changed_teams(room: People) -> None:
    number = a_proposed(room.ada)
    signs(number, room.ada)
    User.objects.filter(pk=room.ada.pk).update(team="sales")
    ada = User.objects.get(pk=room.ada.pk)
    page = queries.find_version_page(number=number, reader=ada.as_reader())
    assert page is not None
    assert page.signs_for == ""
    assert [one.href for one in things.list_things(reader=ada.as_reader(), now=NOW)] == []
    with pytest.raises(SignedForOtherError):
        signs(number, ada)
    assert state_of(number) == State.PROPOSED


def test_it_holds_from_its_instant_and_not_before(room: People, kim: User) -> None:
    number = begin_draft(text=TEXT, by=room.ada, now=NOW)
    later = NOW + timedelta(days=3)
    operations.rename(number=number, label="Summer", holds_from=later, by=room.ada, now=NOW)
    propose(number=number, by=room.ada, now=NOW)
    signs(number, room.ada, kim)
    take_effect(now=later - timedelta(seconds=1))
    assert state_of(number) == State.SIGNED
    assert api.find_in_force() is None
    take_effect(now=later)
    assert state_of(number) == State.IN_FORCE
    assert agreement.read(path=disk.path()).version.startswith("Summer@")


def test_a_later_one_supersedes_it_and_both_stay(room: People, kim: User) -> None:
    first = an_in_force(room.ada, kim)
    second = an_in_force(room.ada, kim, text="company: {currency: USD}\n")
    assert (state_of(first), state_of(second)) == (State.SUPERSEDED, State.IN_FORCE)
    assert agreement.read(path=disk.path()).clauses.company.currency == "USD"
    assert Signature.objects.count() == 4
    kept = list((Path(settings.ROOM) / "agreements").iterdir())
    assert "within_hours: 6" in kept[0].read_text("utf-8")


@pytest.mark.parametrize("how_far", ["proposed", "half", "in force"])
@pytest.mark.parametrize("what", ["text", "label", "state", "holds_from", "delete"])
def test_the_database_refuses_to_edit_what_was_proposed_or_signed(
    room: People, kim: User, how_far: str, what: str
) -> None:
    number = a_proposed(room.ada)
    signs(number, *{"proposed": (), "half": (kim,), "in force": (kim, room.ada)}[how_far])
    if what == "state" and how_far == "proposed":
        take_back(number=number, by=room.ada, now=NOW)  # nobody has signed
        assert state_of(number) == State.DRAFT
        return
    with pytest.raises(DatabaseError), transaction.atomic():
        edit(number, what)


def edit(number: int, what: str) -> None:
    one = Version.objects.filter(number=number)
    if what == "delete":
        one._raw_delete("default")
        return
    changed = {"text": "", "label": "x", "state": State.DRAFT, "holds_from": NOW}
    one.update(**{what: changed[what]})


def test_the_database_refuses_to_change_a_signature_or_why_a_clause_was_changed(
    room: People, kim: User
) -> None:
    number = begin_draft(text=TEXT, by=room.ada, now=NOW)
    version = Version.objects.get(number=number)
    operations.note(version=version, clause="promises", reason="A", evidence={}, by=None, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.create(version=version, team="sales", by=kim, name="Kim", at=NOW)
    propose(number=number, by=room.ada, now=NOW)
    signs(number, kim)
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.update(name="Sol")
    with pytest.raises(DatabaseError), transaction.atomic():
        ClauseWork.objects.update(reason="B")
    with pytest.raises(DatabaseError), transaction.atomic():
        ClauseWork.objects.create(version=version, clause="costs")


def test_it_can_be_taken_back_while_nobody_has_signed(room: People, kim: User) -> None:
    number = a_proposed(room.ada)
    take_back(number=number, by=room.ada, now=NOW)
    assert state_of(number) == State.DRAFT
    propose(number=number, by=room.ada, now=NOW)
    signs(number, kim)
    with pytest.raises(NotThatFarError):
        take_back(number=number, by=room.ada, now=NOW)


def test_nothing_that_cannot_be_read_is_proposed(room: People) -> None:
    number = begin_draft(text="currncy: EUR\n", by=room.ada, now=NOW)
    with pytest.raises(NothingToSignError, match="currncy"):
        propose(number=number, by=room.ada, now=NOW)


def test_withdrawing_one_in_force_is_recorded_and_its_clauses_go_on_unsigned(
    room: People, kim: User
) -> None:
    number = an_in_force(room.ada, kim)
    withdraw(number=number, reason="We fell out.", by=kim, now=NOW)
    agreed = agreement.read(path=disk.path())
    assert agreed.standing("promises.first_touch.within_hours") == "stated"
    assert Signature.objects.count() == 2
    page = queries.find_version_page(number=number, reader=kim.as_reader())
    assert page is not None
    assert (page.end_reason, page.ended_by) == ("We fell out.", "Kim")
    assert api.find_in_force() is None
    with pytest.raises(NotThatFarError):
        withdraw(number=number, reason="Again.", by=kim, now=NOW)


def test_a_file_changed_by_hand_is_told_put_back_and_kept_aside(room: People, kim: User) -> None:
    an_in_force(room.ada, kim)
    signed = disk.path().read_bytes()
    assert queries.look_at_file().standing == "same"
    disk.path().write_text("company: {currency: USD}\n", encoding="utf-8")
    found = queries.look_at_file()
    assert (found.standing, found.text) == ("changed", "company: {currency: USD}\n")
    operations.put_back(by=kim, now=NOW)
    assert disk.path().read_bytes() == signed
    kept = (Path(settings.ROOM) / "agreements").iterdir()
    assert [one.read_text("utf-8") for one in kept] == ["company: {currency: USD}\n"]
    disk.path().unlink()
    assert queries.look_at_file().standing == "gone"


def test_a_file_that_was_brought_becomes_a_draft_to_the_byte(room: People) -> None:
    disk.path().write_bytes(b"# Na\xc3\xafve\r\nzz: {a: 1}\n")
    assert queries.look_at_file().standing == "brought"
    number = operations.begin_from_file(by=room.ada, now=NOW)
    assert queries.find_text(number=number) == "# Na\u00efve\r\nzz: {a: 1}\n"


def test_what_was_cut_off_before_the_file_was_written_is_taken_up_again(
    room: People, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = a_proposed(room.ada)
    signs(number, kim)
    with monkeypatch.context() as patched:
        patched.setattr(disk, "write", lambda **_: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            signs(number, room.ada)
    assert state_of(number) == State.IN_FORCE
    assert queries.look_at_file().standing == "coming" or not disk.path().exists()
    take_effect(now=NOW)
    assert disk.path().exists()
    assert Writing.objects.get().done_at == NOW
