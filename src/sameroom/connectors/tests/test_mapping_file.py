"""What is proposed can be written, changed and read again; mistakes are named precisely."""

from pathlib import Path

import pytest

from sameroom.connectors.mapping import FileMapping, Proposal, SheetSample
from sameroom.connectors.mapping_reader import read_toml
from sameroom.connectors.mapping_writer import write_toml
from sameroom.connectors.recognise import propose
from sameroom.errors import SameroomError

SAMPLE = SheetSample(
    "jobs.csv",
    "jobs",
    ("deal_no", "customer", "step", "worth", "opened"),
    (
        ("1", "2", "3"),
        ("Acme", "Bolt", "Coil"),
        ("signed", "gone", "talking"),
        ("1,5", "2,5", "3,0"),
        ("31.01.2026", "05.02.2026", None),
    ),
    3,
)
SHORT = """
[[file]]
path = "jobs*.csv"
origin = "oursystem"
fills = ["deal"]

[file.columns]
deal_no = "deal.source_id"
customer = "deal.account_id"
step = [
  "deal.stage",
  { fills = "deal.outcome", words = { Signed = "won", gone = "lost" }, otherwise = "open" },
]
worth = { fills = "deal.amount", unit = "thousands", currency = "EUR" }
"""


def ruled(text: str, tmp_path: Path) -> Proposal:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return propose(samples=[SAMPLE], rules=read_toml(path=path))


def refused(text: str, tmp_path: Path) -> str:
    with pytest.raises(SameroomError) as caught:
        ruled(text, tmp_path)
    return str(caught.value)


def test_ten_lines_are_enough_for_an_unknown_tool(tmp_path: Path) -> None:
    (file,) = ruled(SHORT, tmp_path).files
    assert file.origin == "oursystem"
    assert [noun.noun for noun in file.nouns] == ["deal"]
    assert file.nouns[0].id_from == (0,)
    assert [fill.target for fill in file.columns[2].fills] == ["deal.stage", "deal.outcome"]
    assert dict(file.columns[2].also[0].parse.words) == {"signed": "won", "gone": "lost"}


def test_what_is_not_said_is_found_out(tmp_path: Path) -> None:
    (file,) = ruled(SHORT, tmp_path).files
    worth = file.columns[3].parse
    assert (worth.decimal, worth.unit, worth.currency) == (",", "thousands", "EUR")
    assert file.columns[1].parse.reference == "name"
    assert file.columns[4].target == "attribute:opened"


def test_columns_can_be_named_by_their_place(tmp_path: Path) -> None:
    (file,) = ruled(SHORT + '"#5" = "deal.created_at"\n', tmp_path).files
    assert file.columns[4].target == "deal.created_at"
    assert file.columns[4].parse.dates == "dmy"


def test_rows_can_be_chosen_and_ids_composed(tmp_path: Path) -> None:
    text = SHORT.replace(
        'fills = ["deal"]',
        'fills = ["deal"]\nid = ["deal_no", "customer"]\nonly_if = { step = ["!", "Talking"] }',
    )
    (noun,) = ruled(text, tmp_path).files[0].nouns
    assert noun.id_from == (0, 1)
    assert noun.when[0].words == ("talking",)
    assert noun.when[0].inverted


def test_a_proposal_survives_writing_and_reading(tmp_path: Path) -> None:
    headers = ("Contact ID", "First name", "Last name", "E-mail", "Created at")
    columns = (
        tuple(str(n) for n in range(20)),
        ("Ada",) * 20,
        ("Vale",) * 20,
        tuple(f"ada{n}@acme.example" for n in range(20)),
        ("31.01.2026",) * 20,
    )
    samples = [SheetSample("people.csv", "people", headers, columns, 20)]
    first = propose(samples=samples)
    path = tmp_path / "mapping.toml"
    write_toml(proposal=first, path=path)
    second = propose(samples=samples, rules=read_toml(path=path))
    assert _said(first.files[0]) == _said(second.files[0])


def _said(file: FileMapping) -> tuple[object, ...]:
    fills = tuple(column.fills for column in file.columns)
    return (file.path, file.origin, file.nouns, file.constants, file.has_header, fills)


def test_the_file_shows_confidence_and_three_values(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    write_toml(proposal=propose(samples=[SAMPLE]), path=path)
    assert "Acme · Bolt · Coil" in path.read_text(encoding="utf-8")


def test_a_wrong_target_is_named_with_line_and_nearest(tmp_path: Path) -> None:
    said = refused(SHORT.replace('"deal.account_id"', '"deal.acount_id"'), tmp_path)
    assert said == (
        'mapping.toml, line 9: "deal.acount_id" is not a fact field. '
        'Did you mean "deal.account_id"? See docs/guide/mapping.md.'
    )


def test_a_wrong_column_is_named_with_the_nearest(tmp_path: Path) -> None:
    said = refused(SHORT.replace("customer =", "custmer ="), tmp_path)
    assert (
        said
        == 'mapping.toml, line 9: "custmer" is not a column of jobs*.csv. Did you mean "customer"?'
    )


def test_a_wrong_setting_lists_what_is_allowed(tmp_path: Path) -> None:
    said = refused(SHORT.replace('"thousands"', '"thousand"'), tmp_path)
    assert 'line 14: "thousand" is not allowed for "unit"' in said
    assert 'Did you mean "thousands"?' in said


def test_a_wrong_time_zone_is_named_with_the_nearest(tmp_path: Path) -> None:
    wrong = '"#5" = { fills = "deal.created_at", zone = "Europe/Berln" }\n'
    said = refused(SHORT + wrong, tmp_path)
    assert '"Europe/Berln" is no time zone. Did you mean "Europe/Berlin"?' in said


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[[file]]\nfills = []\n", 'a [[file]] needs "path"'),
        ('[[file]]\npath = "a"\nfills = ["deel"]\n', '"deel" is not a noun. Did you mean "deal"?'),
        ('[[file]]\npath = "a"\nfills = []\nfils = 1\n', 'line 4: "fils" is not a key'),
        ("path = 1\n", 'everything stands under "[[file]]"'),
        ("[[file\n", "not valid TOML"),
        (
            '[[file]]\npath="a"\nfills=["touch"]\n[file.always]\n"touch.kind" = "opn"\n',
            '"opn" is not allowed',
        ),
    ],
)  # fmt: skip
def test_mistakes_are_named(text: str, part: str, tmp_path: Path) -> None:
    assert part in refused(text, tmp_path)


def test_a_rule_that_means_no_file_is_told_of(tmp_path: Path) -> None:
    idle = '\n[[file]]\npath = "jobz.csv"\nfills = ["deal"]\n'
    proposal = ruled(SHORT + idle, tmp_path)
    assert any('no file is called "jobz.csv"' in remark for remark in proposal.remarks)
    assert any('Did you mean "jobs.csv"?' in remark for remark in proposal.remarks)


def test_a_mapping_of_another_folder_is_refused(tmp_path: Path) -> None:
    message = refused('[[file]]\npath = "jobz.csv"\nfills = ["deal"]\n', tmp_path)
    assert "mapping.toml, line 1" in message
    assert 'Did you mean "jobs.csv"?' in message


def test_a_packed_file_goes_by_its_own_name_too(tmp_path: Path) -> None:
    proposal = ruled(SHORT.replace("jobs*.csv", "jobs.csv.gz"), tmp_path)
    assert proposal.files[0].origin == "oursystem"
