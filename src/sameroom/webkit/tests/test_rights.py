"""Who may do what: each rule by example, and what must hold for everybody."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameroom.webkit import rights
from sameroom.webkit.rights import NOBODY, Reader, Right, Role, Sees

ADA = Reader(user_id=1, team="marketing", role=Role.LEAD, sees=Sees.ALL, member_id="crm:1")
SOL = Reader(user_id=2, team="sales", sees=Sees.TEAM, member_id="crm:2")
MAX = Reader(user_id=3)
READERS = st.builds(
    Reader,
    user_id=st.sampled_from([None, 7]),
    team=st.sampled_from(["", "sales", "marketing"]),
    role=st.sampled_from(Role),
    sees=st.sampled_from(Sees),
    is_admin=st.booleans(),
    member_id=st.sampled_from(["", "crm:1", "crm:2"]),
)


@pytest.mark.parametrize(
    ("reader", "size", "told"),
    [(SOL, 5, "marketing"), (SOL, 4, ""), (ADA, 4, "marketing"), (MAX, 9, "marketing")],
)
def test_a_team_of_a_few_is_told_to_its_own_people_alone(
    reader: Reader, size: int, told: str
) -> None:
    assert rights.team_told(reader=reader, team="marketing", size=size) == told


@pytest.mark.parametrize("right", [right for right in Right if right is not Right.OPEN])
def test_nobody_has_a_right_before_signing_in(right: Right) -> None:
    assert not rights.has(right=right, reader=NOBODY)


def test_an_outsider_has_their_own_account_and_nothing_else() -> None:
    got = [right for right in Right if rights.has(right=right, reader=MAX)]
    assert got == [Right.OPEN, Right.SELF]


def test_an_administrator_without_a_team_is_an_outsider_too() -> None:
    assert not rights.has(right=Right.ADMIN, reader=replace(MAX, is_admin=True))


def test_a_lead_neither_runs_the_data_nor_administers() -> None:
    assert rights.has(right=Right.WHOLE, reader=ADA)
    assert not rights.has(right=Right.RUN, reader=ADA)
    assert not rights.has(right=Right.ADMIN, reader=ADA)


@pytest.mark.parametrize(
    ("sees", "owner_id", "teams", "expected"),
    [
        (Sees.OWN, "crm:2", ("sales",), True),
        (Sees.OWN, "crm:9", ("sales",), False),
        (Sees.OWN, "", ("sales",), False),
        (Sees.TEAM, "crm:9", ("sales",), True),
        (Sees.TEAM, "crm:9", ("marketing",), False),
        (Sees.ALL, "", (), True),
    ],
)
def test_a_record_is_seen_as_the_rule_says(
    sees: Sees, owner_id: str, teams: tuple[str, ...], expected: bool
) -> None:
    reader = replace(SOL, sees=sees)
    assert rights.may_see(reader=reader, owner_id=owner_id, teams=teams) is expected


def test_somebody_unknown_to_the_record_does_not_own_what_nobody_owns() -> None:
    reader = replace(SOL, sees=Sees.OWN, member_id="")
    assert not rights.may_see(reader=reader, owner_id="", teams=())


@given(READERS, st.sampled_from(["", "crm:1", "crm:3"]), st.sets(st.sampled_from(["sales"])))
def test_seeing_more_never_hides_a_record(reader: Reader, owner: str, teams: set[str]) -> None:
    seen = [
        rights.may_see(reader=replace(reader, sees=sees), owner_id=owner, teams=teams)
        for sees in (Sees.OWN, Sees.TEAM, Sees.ALL)
    ]
    assert seen == sorted(seen)


def test_a_colleague_is_called_by_what_the_reader_may_know() -> None:
    def called(reader: Reader, size: int = 8) -> str:
        return rights.called(
            reader=reader, member_id="crm:2", name="Sol Reyes", team="sales", size=size
        )

    lead = Reader(user_id=4, team="sales", role=Role.LEAD, sees=Sees.ALL, member_id="crm:4")
    assert called(SOL) == "You"
    assert called(lead) == "Sol Reyes"
    assert called(ADA) == "Sales"
    assert called(ADA, size=4) == "One of us"
    assert called(replace(lead, role=Role.MEMBER)) == "Sales"


@given(READERS, st.integers(0, 4))
def test_a_small_team_is_never_named_to_others(reader: Reader, size: int) -> None:
    said = rights.called(reader=reader, member_id="crm:3", name="", team="sales", size=size)
    assert said == "One of us"
