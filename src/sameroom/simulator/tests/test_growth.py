"""A group of branches alike shows the shares and times of one, and so many times its counts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sameroom import importing, workbench
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.errors import SameroomError
from sameroom.measure import Reading
from sameroom.record.mailboxes import FREE_MAIL
from sameroom.simulator import Company, growth, simulate

pytestmark = pytest.mark.slow  # two audits
NOW = datetime(2026, 7, 1, tzinfo=UTC)
BRANCHES = 3
OTHERWISE = {
    "money_lines": "drawn by chance, the amounts of sales by what the record shows",
    "icp_drift": "freed of the bias of small numbers, and put to chance: both hang on the cases",
    "format_fit": "a distance freed of the bias of small numbers",
    "momentum": "more cases let more segments stand out",
    "lookalikes": "a buyer's nearest neighbour may be of another branch",
    "score_honesty": "leads are put into bands of equal size",
    "unused_content": "used fewer than so many times, all branches together",
    "credit_range": "more journeys tell of more steps that matter",
    "process_variants": "a path of its own is no longer one",
}
Told = dict[tuple[str, str, object], Reading]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("group")
    simulate(folder=made / "exports", company=Company().sized(accounts=120), seed=7)
    importing.run(folder=made / "exports", store=made / "branch", now=NOW)
    with Store.open(path=made / "branch").snapshot() as base:
        growth.grow(
            base=base, store=made / "group", branches=BRANCHES, now=NOW, providers=FREE_MAIL
        )
    return made


def read(folder: Path, name: str) -> Told:
    engine = EmbeddedEngine(snapshot=Store.open(path=folder / name).snapshot())
    agreed = workbench.read_agreement(file=None, folder=folder / "exports")
    made = workbench.audit_engine(engine=engine, agreed=agreed, now=NOW)
    engine.close()
    assert made.failures == ()
    return {
        (each.measure, each.told.figure, each.told.part): each.told
        for each in made.stored
        if isinstance(each.told, Reading)
    }


def test_a_group_shows_what_a_branch_shows_or_so_many_times_as_much(folder: Path) -> None:
    branch, group = read(folder, "branch"), read(folder, "group")
    odd = {
        key[0]
        for key, reading in branch.items()
        if not any(
            group[key].value == pytest.approx(reading.value * times, rel=1e-9, abs=1e-9)
            for times in (1, BRANCHES)
        )
    }
    assert odd <= OTHERWISE.keys()
    assert len(branch) > 1000
    asked = ("acceptance", "acceptance_rate", ())
    assert group[asked].value == branch[asked].value
    assert group[asked].count == BRANCHES * branch[asked].count > 0


def test_no_branch_shares_a_person_a_company_or_a_deal_with_another(folder: Path) -> None:
    branch, group = (Store.open(path=folder / name).snapshot() for name in ("branch", "group"))
    one, all_of_it = EmbeddedEngine(snapshot=branch), EmbeddedEngine(snapshot=group)
    asked = """
        select count(distinct entity_id) as entities, count(distinct ref) as refs,
            (select count(distinct id) from deal) as deals,
            (select count(*) from campaign) as campaigns
        from identity
    """
    (small,), (large,) = (engine.ask(asked).to_pylist() for engine in (one, all_of_it))
    for name in ("entities", "refs", "deals"):
        assert large[name] == BRANCHES * small[name] > 0
    assert large["campaigns"] == small["campaigns"] > 0
    dangling = "select count(*) as n from lead as l anti join person as p on p.id = l.person_id"
    assert all_of_it.ask(dangling).to_pylist() == [
        {"n": BRANCHES * one.ask(dangling).to_pylist()[0]["n"]}
    ]


def test_an_address_stays_one_and_its_provider_too(folder: Path) -> None:
    engine = EmbeddedEngine(snapshot=Store.open(path=folder / "group").snapshot())
    asked = "select count(*) as n from person where email is not null and email not like '%_@_%._%'"
    assert engine.ask(asked).to_pylist() == [{"n": 0}]
    providers = ", ".join(f"'{each}'" for each in sorted(FREE_MAIL))
    private = f"select count(*) as n from person where split_part(email, '@', 2) in ({providers})"
    branch = EmbeddedEngine(snapshot=Store.open(path=folder / "branch").snapshot())
    assert engine.ask(private).to_pylist()[0]["n"] == (
        BRANCHES * branch.ask(private).to_pylist()[0]["n"]
    )


def test_a_plan_reaches_the_facts_asked_for() -> None:
    assert growth.plan(facts=100_000) == growth.Plan(accounts=2222, branches=1)
    large = growth.plan(facts=100_000_000)
    assert large.branches * large.accounts * growth.ACCOUNT_FACTS == pytest.approx(1e8, rel=0.01)


def test_what_stands_is_not_written_over(folder: Path) -> None:
    (folder / "taken" / "record").mkdir(parents=True)
    with pytest.raises(SameroomError, match="there is a record already"):
        workbench.simulate_record(folder=folder / "taken", facts=1000)
