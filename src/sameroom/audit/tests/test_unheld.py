"""What the ideal customer asks for and no record holds is warned of."""

from sameroom.audit import Terms, audit
from sameroom.audit.unheld import warn_of_unheld
from sameroom.clock import now
from sameroom.engines.arrow import from_rows, given_schema
from sameroom.engines.given import GIVEN
from sameroom.engines.trial import Trial

CRITERIA = [
    {"attribute": name, "operator": "in", "content": "x"}
    for name in ("industry", "Employes", "fleet size", "Segment")
]


def make_trial() -> Trial:
    return Trial(
        facts={
            "account": [{"id": "crm:1", "industry": "Tools", "employees": 30}],
            "attribute": [
                {"id": "crm:a", "subject": "account", "subject_id": "crm:1", "name": name,
                 "content": content}
                for name, content in (("segment", "A"), ("fleet size", None))
            ],
        },
        given={"icp_criterion": CRITERIA},
    )  # fmt: skip


def test_only_what_nobody_has_is_warned_of_with_the_nearest_that_is_there() -> None:
    first, second = warn_of_unheld(engine=make_trial())
    assert first.startswith("The ideal customer asks for “Employes”")
    assert "employees" in first
    assert second.startswith("The ideal customer asks for “fleet size”")
    assert "Did you mean “employees”? On record: “employees”, “industry”, “segment”." in first
    assert "Did you mean" not in second


def test_it_stands_in_the_audit() -> None:
    schema = next(given_schema(table) for table in GIVEN if table.name == "icp_criterion")
    terms = Terms(tables={"icp_criterion": from_rows(schema, CRITERIA)})
    told = audit(engine=make_trial(), terms=terms, now=now(), measures=())
    assert len(told.warnings) == 2


def test_an_agreement_without_an_ideal_customer_is_warned_of_nothing() -> None:
    assert warn_of_unheld(engine=Trial()) == ()
