"""The agreement of the planted company: it can be read, and somebody answers for every figure."""

from pathlib import Path

from sameroom import agreement
from sameroom.engines import catalog
from sameroom.simulator.agreement_file import write_agreement
from sameroom.simulator.company import Company


def test_somebody_answers_for_every_figure(tmp_path: Path) -> None:
    path = tmp_path / "agreement.yaml"
    write_agreement(company=Company(), path=path)
    agreed = agreement.read(path=path)
    owners = agreed.clauses.goals.owners
    assert sorted(owners) == sorted(one.measure.name for one in catalog.list_measures())
    signed = agreed.clauses.signed
    assert {signed.marketing.name, signed.sales.name} <= set(owners.values())
