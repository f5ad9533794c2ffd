"""A figure is followed back to the columns that it is made of, worked out by hand here."""

from sameroom.engines import catalog
from sameroom.engines.portable import base_schema, trace


def test_a_value_is_made_of_its_columns_and_cut_by_others() -> None:
    road = trace("select sum(amount) as total from deal where outcome = 'won'")
    assert road.columns == {"total": frozenset({"deal.amount"})}
    assert road.cut_by == {"deal.outcome"}
    assert road.tables == ()


def test_it_goes_through_named_questions_joins_and_unions() -> None:
    road = trace(
        """
        with dated as (
            select id as ref, created_at as begun_at from lead
            union all
            select source_id, occurred_at from touch
        )
        select b.ref, max(b.begun_at) as latest, min(p.title) as title
        from dated as b
        left join person as p on p.id = b.ref
        group by b.ref
        """
    )
    assert road.columns == {
        "ref": frozenset({"lead.id", "touch.source_id"}),
        "latest": frozenset({"lead.created_at", "touch.occurred_at"}),
        "title": frozenset({"person.title"}),
    }
    assert road.cut_by == {"lead.id", "touch.source_id", "person.id"}


def test_it_goes_through_shared_tables() -> None:
    road = trace("select is_won from deal_case")
    assert "deal.outcome" in road.columns["is_won"]
    assert "deal.amount" not in road.columns["is_won"]
    assert [name for name, _ in road.tables][-1] == "deal_case"
    assert "identity.ref" in road.cut_by


def test_every_measure_leads_back_to_columns_that_there_are() -> None:
    known = {f"{table}.{column}" for table, columns in base_schema().items() for column in columns}
    for placed in catalog.list_measures():
        road = trace(placed.sql)
        assert road.facts <= known
        assert any(road.columns.values()), placed.measure.name
