"""The timeline of a buyer, worked by hand: what is on it, in which order, and whom it is about."""

from datetime import UTC, datetime
from typing import Any

from sameroom.engines.trial import Trial
from sameroom.record import timeline

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
WINDOW = {
    "starts_at": STARTS,
    "ends_at": ENDS,
    "starts_epoch": int(STARTS.timestamp()),
    "ends_epoch": int(ENDS.timestamp()),
}


def at(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def a_record() -> Trial:
    """Make Ada of Acme: a mail, a form, a lead handed over, two calls by Sol, a deal won."""
    own: dict[str, Any] = {"person_id": "crm:ada", "account_id": "crm:acme"}
    return Trial(
        facts={
            "account": [{"id": "crm:acme", "name": "Acme"}, {"id": "crm:bolt", "name": "Bolt"}],
            "person": [{"id": "crm:ada", "name": "Ada Lima", "account_id": "crm:acme"}],
            "member": [{"id": "crm:sol", "name": "Sol Reyes", "team": "sales"}],
            "campaign": [{"id": "mail:c1", "name": "Spring fair"}],
            "lead": [{"id": "crm:l1", **own, "handed_over_at": at(4), "owner_id": "crm:sol"}],
            "deal": [
                {"id": "crm:d1", "name": "Pumps", "account_id": "crm:acme", "owner_id": "crm:sol",
                 "created_at": at(10), "closed_at": at(20), "outcome": "won", "lead_id": "crm:l1"},
            ],
            "touch": [
                {"id": "mail:1", "kind": "email_sent", "person_id": "crm:ada",
                 "campaign_id": "mail:c1", "occurred_at": at(1)},
                {"id": "mail:2", "kind": "form", "person_id": "crm:ada", "occurred_at": at(3)},
                {"id": "mail:3", "kind": "impression", "account_id": "crm:acme",
                 "occurred_at": at(3)},
                {"id": "mail:4", "kind": "visit", "person_id": "crm:ada", "occurred_at": None},
                {"id": "mail:5", "kind": "visit", "person_id": "crm:ada", "occurred_at": at(1, 8)},
                {"id": "mail:6", "kind": "visit", "occurred_at": at(2)},
            ],
            "activity": [
                {"id": "crm:a1", "kind": "call", "lead_id": "crm:l1", "member_id": "crm:sol",
                 "occurred_at": at(5), "outcome": "not reached"},
                {"id": "crm:a2", "kind": "call", "deal_id": "crm:d1", "member_id": "crm:sol",
                 "occurred_at": at(11)},
            ],
        },
        given={"audit_window": [WINDOW]},
    )  # fmt: skip


def test_a_company_has_one_timeline_of_both_teams_acts() -> None:
    found = a_record().rows(
        "select happened_at, side, kind, about from timeline_entry "
        "where account_id = 'crm:acme' order by happened_at, entry_id"
    )
    assert [(row["happened_at"].day, row["side"], row["kind"]) for row in found] == [
        (1, "marketing", "email_sent"),
        (3, "marketing", "form"),
        (4, "marketing", "handed over"),
        (5, "sales", "call"),
        (10, "sales", "opened"),
        (11, "sales", "call"),
        (20, "sales", "won"),
    ]
    assert found[0]["about"] == "Spring fair"


def test_seen_advertising_undated_later_and_nobodys_acts_are_left_out() -> None:
    ids = {row["entry_id"] for row in a_record().rows("select entry_id from timeline_entry")}
    assert not ids & {f"touch mail:{number}" for number in (3, 4, 5, 6)}


def test_a_deal_and_a_person_have_theirs() -> None:
    trial = a_record()
    deal = trial.rows("select kind from timeline_entry where deal_id = 'crm:d1' order by entry_id")
    assert sorted(row["kind"] for row in deal) == ["call", "opened", "won"]
    person = trial.rows("select kind from timeline_entry where person_id = 'crm:ada'")
    assert len(person) == 4, "the deal names the company alone, so its three stand there"


def test_subjects_know_their_teams_and_entries_who_did_them() -> None:
    trial = a_record()
    by_name = {one.name: one for one in timeline.list_subjects(engine=trial)}
    assert by_name["Acme"].teams == {"marketing", "sales"}
    assert by_name["Bolt"].teams == frozenset()
    assert by_name["Pumps"].owner_id == "crm:sol"
    (entries,) = timeline.list_entries(engine=trial)
    call = next(one for one in entries if one.entry_id == "activity crm:a1")
    assert (call.member_name, call.member_team, call.detail) == (
        "Sol Reyes",
        "sales",
        "not reached",
    )
    assert call.account_key == by_name["Acme"].key
    assert timeline.list_team_sizes(engine=trial) == {"sales": 1}


def test_what_is_got_in_pieces_is_got_once_and_whole() -> None:
    trial = a_record()
    (whole,) = timeline.list_entries(engine=trial)
    assert len({one.entry_id for one in whole}) == len(whole) == 7
    for most in (1, 2, 3, 100):
        parts = list(timeline.list_entries(engine=trial, most=most))
        assert tuple(entry for part in parts for entry in part) == whole
        assert max(len(part) for part in parts) <= most
        for after in range(len(whole) + 2):
            rest = timeline.list_entries(engine=trial, after=after, most=most)
            assert tuple(entry for part in rest for entry in part) == whole[after:]


def test_a_key_tells_nothing_and_kinds_do_not_collide() -> None:
    one, other = (timeline.key_of(noun=noun, subject_id="crm:1") for noun in ("deal", "person"))
    assert one != other
    assert len(one) == 20
    assert "crm" not in one
    assert timeline.key_of(noun="deal", subject_id=None) == ""


def test_a_change_of_stage_has_the_agreed_stage_beside_its_systems_word() -> None:
    told = {"subject": "lead", "subject_id": "crm:l", "changed_at": at(1, 6)}
    trial = Trial(
        facts={
            "lead": [{"id": "crm:l", "person_id": "crm:ada"}],
            "person": [{"id": "crm:ada", "name": "Ada"}],
            "stage_change": [
                {"id": "crm:1", **told, "to_stage": " SQL-2 "},
                {"id": "crm:2", **told, "to_stage": "x"},
            ],
        },
        given={
            "audit_window": [WINDOW],
            "lifecycle_stage": [
                {"subject": "lead", "raw": "sql-2", "stage": "accepted"},
                {"subject": "deal", "raw": "x", "stage": "won"},
            ],
        },
    )
    (entries,) = timeline.list_entries(engine=trial)
    assert [(one.about, one.stage) for one in entries] == [(" SQL-2 ", "accepted"), ("x", "")]
