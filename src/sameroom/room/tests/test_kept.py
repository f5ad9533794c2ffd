"""Which rows of a long list are kept: whoever sees only theirs finds theirs."""

from hypothesis import given
from hypothesis import strategies as st

from sameroom.room.kept import LOOKED_AT, OF_OWNER, OF_OWNERS, OF_TEAM, Count, add_up, choose

SOL, ODA = "own:crm:2", "own:crm:3"
SALES, MARKETING = "team:sales", "team:marketing"
A_ROW = st.lists(st.sampled_from([SOL, ODA, SALES, MARKETING]), unique=True).map(tuple)


def test_the_first_are_kept_and_behind_them_the_first_of_each_owner() -> None:
    rows = [(ODA,)] * 700 + [(SOL,)] * 200
    chosen = choose(scopes=rows, first=500)
    assert chosen.places == (*range(500), *range(700, 700 + OF_OWNER))
    assert chosen.cut_for == (SOL, ODA)


def test_whoever_finds_all_of_theirs_is_not_named_among_those_who_do_not() -> None:
    rows = [(ODA, SALES)] * 700 + [(SOL, MARKETING)] * 3
    chosen = choose(scopes=rows, first=600)
    assert chosen.places[600:] == (700, 701, 702)
    assert chosen.cut_for == (ODA, SALES)


def test_a_team_finds_so_many_of_its_own_whosoever_they_are() -> None:
    rows = [(MARKETING,)] * 500 + [(f"own:{number}", SALES) for number in range(OF_TEAM)]
    assert len(choose(scopes=rows, first=500).places) == 1_000


def test_a_thousand_owners_do_not_keep_a_thousand_times_as_much() -> None:
    rows = [(f"own:{number % 1_000}",) for number in range(LOOKED_AT)]
    assert len(choose(scopes=rows, first=500).places) <= 500 + OF_OWNERS


def test_rows_of_nobody_are_kept_among_the_first_alone() -> None:
    chosen = choose(scopes=[()] * 900, first=500)
    assert (len(chosen.places), chosen.cut_for) == (500, ())


@given(rows=st.lists(A_ROW, max_size=200), first=st.integers(0, 20))
def test_what_is_kept_holds_the_first_and_names_everybody_whose_rows_are_not(
    rows: list[tuple[str, ...]], first: int
) -> None:
    chosen = choose(scopes=rows, first=first)
    left_out = set(range(len(rows))) - set(chosen.places)
    assert not left_out & set(range(first))
    assert list(chosen.places) == sorted(chosen.places)
    assert set(chosen.cut_for) == {scope for place in left_out for scope in rows[place]}


def test_a_list_as_a_whole_is_known_as_far_as_each_of_its_lines_is() -> None:
    one, other = Count("person.email", 4, (SOL,)), Count("person.name", 3, (ODA, SOL))
    assert add_up([one, other]) == Count("", 7, (SOL, ODA))
    assert add_up([one, Count("person.name", 3, None)]) == Count("", 7, None)
