"""Measures recognition: which share of columns is right, asked, or wrong in silence.

`python tests/recognition/study.py` prints the table and writes it into
docs/guide/mapping-results.md; `--wrong` lists every column that is not right.
"""

import argparse
import csv
import gzip
import io
import json
import os
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from types import ModuleType

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "guide" / "mapping-results.md"
SEEDS = range(1, 6)
SAMPLE = 1000
_SEEN = "first sight stated above, seen since"
_HELD = "held out: nobody read its errors"

Labels = Mapping[str, Mapping[str, str]]


def _module(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"recognition_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


variants = _module(HERE / "variants.py")
stock_writer = _module(HERE / "stock_writer.py")

from sameroom.connectors.mapping import (  # noqa: E402
    ATTRIBUTE,
    ColumnMapping,
    FileMapping,
    SheetSample,
)
from sameroom.connectors.recognise import propose  # noqa: E402


@dataclass(frozen=True, slots=True)
class Bundle:
    """A folder of exports with what each column means."""

    name: str
    samples: tuple[SheetSample, ...]
    labels: Labels


@dataclass(slots=True)
class Score:
    """How many columns were right, asked and wrong in silence, and which."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Count the columns."""
        return sum(self.counts[verdict] for verdict in ("right", "asked", "wrong"))


def data_folder() -> Path:
    """Tell where the real data lies."""
    return Path(os.environ.get("SAMEROOM_REAL_DATA", ROOT.parent / "shared" / "data"))


def real_bundles(*, folder: Path) -> Iterator[Bundle]:
    """Read the exports of real systems, where they lie."""
    for name, system, part in (
        ("Salesforce, sample organisation", "salesforce", "crm_export_salesforce/sample_org"),
        ("Salesforce, landed tables", "salesforce", "crm_export_salesforce/api_tables"),
        ("HubSpot, view exports", "hubspot", "crm_export_hubspot/faker_export"),
        ("HubSpot, landed tables", "hubspot", "crm_export_hubspot/api_tables"),
        ("Mailchimp, landed tables", "mailchimp", "marketing_export_mailchimp/api_tables"),
    ):
        if (folder / part).is_dir():
            labels = tomllib.loads((HERE / "labels" / f"{system}.toml").read_text("utf-8"))
            samples = tuple(read(path) for path in sorted((folder / part).glob("*.csv")))
            yield Bundle(name, samples, labels)


def fictitious_bundles() -> Iterator[Bundle]:
    """Write and read the exports of the fictitious tools that the mapper was tried on."""
    yield from _tools({"Kontor (fictitious CRM)": "tool_a",
                       "Brightwire (fictitious tool)": "tool_b",
                       "Harborline (fictitious CRM)": "tool_c",
                       "Pollen (fictitious tool)": "tool_d",
                       f"Fifth tool ({_SEEN})": "tool_e",
                       f"Sixth tool ({_SEEN})": "tool_f",
                       f"Seventh tool ({_SEEN})": "tool_g",
                       f"Eighth tool ({_SEEN})": "tool_h",
                       f"Ninth tool ({_SEEN})": "tool_i",
                       f"Tenth tool ({_SEEN})": "tool_j",
                       f"Eleventh tool ({_HELD})": "tool_k",
                       f"Twelfth tool ({_SEEN})": "tool_l",
                       f"Thirteenth tool ({_HELD})": "tool_m",
                       f"Fourteenth tool ({_SEEN})": "tool_n",
                       f"Fifteenth tool ({_SEEN})": "tool_o"})  # fmt: skip


def _tools(stems: Mapping[str, str]) -> Iterator[Bundle]:
    for name, stem in stems.items():
        if not (HERE / "fictitious" / f"{stem}.py").is_file():
            continue
        tool = _module(HERE / "fictitious" / f"{stem}.py")
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            tool.write(folder=folder, seed=11, rows=120)
            samples = tuple(read(path) for path in sorted(folder.iterdir()))
        yield Bundle(name, samples, tool.LABELS)


def stock_bundles() -> Iterator[Bundle]:
    """Fill the stock of header lists, by which the rules were improved."""
    for stock in stock_writer.read_all():
        yield Bundle(f"stock {stock.name}", stock.samples, stock.labels)


def read(path: Path) -> SheetSample:
    """Open a file as strings, plainly; opening files is measured elsewhere."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    rows = _json_rows(text) if path.suffix == ".jsonl" else _csv_rows(text)
    header, body = tuple(rows[0]), rows[1:]
    columns = tuple(
        tuple((row[place] or None) if place < len(row) else None for row in body[:SAMPLE])
        for place in range(len(header))
    )
    return SheetSample(path.name, path.stem, header, columns, len(body))


def _csv_rows(text: str) -> list[list[str]]:
    first = text.splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _json_rows(text: str) -> list[list[str]]:
    parsed = [json.loads(line) for line in text.splitlines()]
    names = list(parsed[0])
    return [names, *([_text(row.get(name)) for name in names] for row in parsed)]


def _text(value: object) -> str:
    if value is None:
        return ""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def measure(*, bundle: Bundle, variant: str) -> Score:
    """Measure one variant of a bundle; those with chance in them over several seeds."""
    score = Score()
    for vary in variants.VARIANTS[variant]:
        for seed in SEEDS if variant in {"renamed", "shuffled, file renamed"} else (0,):
            random = Random(f"{bundle.name} {seed}")
            disturbed = [vary(sample, random) for sample in bundle.samples]
            _add(score, bundle, disturbed, is_bare=variant == "without header")
    return score


def _add(score: Score, bundle: Bundle, disturbed: Sequence, *, is_bare: bool) -> None:  # type: ignore[type-arg]  # a module loaded by path has no types
    if is_bare:
        disturbed = [item for item in disturbed if item.sample.rows > 0]
    proposal = propose(samples=[item.sample for item in disturbed])
    originals = [s for s in bundle.samples if not is_bare or s.rows > 1]
    for original, item, file in zip(originals, disturbed, proposal.files, strict=True):
        labels = bundle.labels.get(original.path, {})
        for column, header in zip(file.columns, item.true_headers, strict=True):
            if is_bare and not any(item.sample.columns[column.index]):
                continue
            values = item.sample.columns[column.index]
            label = labels.get(header, "ignore") + ("" if any(values) else "|ignore")
            verdict = judge(column=column, label=label)
            score.counts[verdict] += 1
            score.counts["ticked"] += verdict == "asked" and stands_to_tick(column, label, file)
            if verdict != "right":
                wanted = labels.get(header, "ignore")
                score.faults.append(
                    f"{verdict}: {original.path} {header} ({column.header}) is {wanted}, "
                    f"taken for {column.target} {column.guess}"
                )


def judge(*, column: ColumnMapping, label: str) -> str:
    """Say whether a column is right, asked or wrong in silence.

    A further property is right when it is kept as an attribute or passed over, and so is a
    column without a single value when it is passed over. Where a label
    names several fields, one of them will do; a part of a name is the name.
    """
    if column.target == "ask":
        return "asked"
    accepted = set(label.split("|")) | {_whole(part) for part in label.split("|")}
    if accepted & {"ignore", "attribute"}:
        accepted |= {"ignore", "attribute"}
    given = {_plain(fill.target) for fill in column.fills} or {"ignore"}
    given |= {_whole(target) for target in given}
    return "right" if given & accepted else "wrong"


def stands_to_tick(column: ColumnMapping, label: str, file: FileMapping) -> bool:
    """Tell whether the right answer to what is asked is one of the few that stand beside it.

    These are up to three fields, "leave it out" and, where rows can carry it, "keep it as it is".
    Of a file that is passed over nothing is asked column by column.
    """
    if not file.nouns:
        return False
    accepted = set(label.split("|")) | {_whole(part) for part in label.split("|")}
    if accepted & {"ignore", "attribute"}:
        return True
    return bool(accepted & {_whole(target) for target in column.may_be})


def _plain(target: str) -> str:
    return "attribute" if target.startswith(ATTRIBUTE) else target


def _whole(target: str) -> str:
    """Tell the fact column that a virtual target ends in."""
    ends = {".first_name": ".name", ".last_name": ".name", ".is_won": ".outcome",
            ".is_closed": ".outcome", ".is_converted": ".status"}  # fmt: skip
    noun, dot, name = target.partition(".")
    return noun + ends.get(dot + name, dot + name)


def table(*, results: Mapping[tuple[str, str], Score]) -> str:
    """Write the results as a table, with the sums last."""
    lines = ["| export | variant | columns | right | asked | to tick | wrong in silence |",
             "|---|---|--:|--:|--:|--:|--:|"]  # fmt: skip
    sums: dict[str, Counter[str]] = {}
    for (bundle, variant), score in results.items():
        lines.append(_line(bundle, variant, score.counts))
        sums.setdefault(variant, Counter()).update(score.counts)
    lines += [_line("**all**", variant, counts) for variant, counts in sums.items()]
    return "\n".join(lines)


def _line(bundle: str, variant: str, counts: Mapping[str, int]) -> str:
    total = sum(counts[key] for key in ("right", "asked", "wrong")) or 1
    right, asked, wrong = (counts.get(key, 0) for key in ("right", "asked", "wrong"))
    ticked = f"{counts.get('ticked', 0)} of {asked}" if asked else ""
    return (f"| {bundle} | {variant} | {total} | {right / total:.1%} | {asked / total:.1%} "
            f"| {ticked} | {wrong} ({wrong / total:.1%}) |")  # fmt: skip


def page(*, text: str) -> str:
    """Write the page of results."""
    intro = (HERE / "results_intro.md").read_text("utf-8")
    return f"{intro.rstrip()}\n\n{text}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything that is there, print the table and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the columns that are not right")
    parser.add_argument("--only", default="", help="a part of an export's name")
    parser.add_argument("--variant", default="", help="a part of a variant's name")
    parser.add_argument("--dry", action="store_true", help="leave the page as it is")
    parser.add_argument("--stock", action="store_true", help="the stock, not the exports")
    chosen = parser.parse_args(arguments)
    found = [*real_bundles(folder=data_folder()), *fictitious_bundles()]
    bundles = list(stock_bundles()) if chosen.stock else found
    results = {
        (bundle.name, variant): measure(bundle=bundle, variant=variant)
        for bundle in bundles
        if chosen.only.lower() in bundle.name.lower()
        for variant in variants.VARIANTS
        if chosen.variant in variant
    }
    text = table(results=results)
    sys.stdout.write(text + "\n")
    for (bundle, variant), score in results.items() if chosen.wrong else ():
        sys.stdout.write("".join(f"{bundle} / {variant}: {fault}\n" for fault in score.faults))
    if not (chosen.dry or chosen.only or chosen.variant or chosen.stock):
        PAGE.write_text(page(text=text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
