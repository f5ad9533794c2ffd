"""Known objects are recognised by what their headers mean, and not where that is open."""

from sameroom.connectors.mapping import FileMapping, SheetSample
from sameroom.connectors.recognise import propose

LEAD = {
    "Kennung": ["00Q5e00000AbCdE", "00Q5e00000AbCdF"],
    "Nachname": ["Lovelace", "Hopper"],
    "Vorname": ["Ada", "Grace"],
    "Firma": ["Analytical Engines", "Compilers"],
    "Konvertiert": ["true", "false"],
    "ConvertedDate": ["2026-02-01", ""],
    "ConvertedOpportunityId": ["0065e00000AbCdE", ""],
    "ConvertedContactId": ["0035e00000AbCdE", ""],
    "Status": ["Closed", "Open"],
    "IsUnreadByOwner": ["true", "false"],
    "Jigsaw": ["x", "y"],
}


def _file(columns: dict[str, list[str]], *, path: str = "export.csv") -> SheetSample:
    values = tuple(tuple(value or None for value in column) for column in columns.values())
    return SheetSample(path, path.removesuffix(".csv"), tuple(columns), values, 2)


def _only(sample: SheetSample) -> FileMapping:
    return propose(samples=[sample]).files[0]


def _target(file: FileMapping, header: str) -> str:
    return next(column.target for column in file.columns if column.header == header)


def test_a_translated_lead_file_is_still_one_of_salesforce() -> None:
    file = _only(_file(LEAD))
    assert (file.system, file.kind) == ("salesforce", "Lead")
    assert _target(file, "Nachname") == "person.last_name"
    assert _target(file, "Konvertiert") == "lead.is_converted"


def test_prefixes_and_short_forms_do_not_hide_a_system() -> None:
    renamed = {f"crm_{name.upper()}": values for name, values in LEAD.items()}
    assert _only(_file(renamed)).kind == "Lead"


def test_a_plain_list_of_people_is_of_no_system() -> None:
    plain = {name: LEAD[name] for name in ("Nachname", "Vorname", "Firma")}
    assert _only(_file({**plain, "E-Mail": ["ada@x.example", "grace@y.example"]})).system == ""


def test_what_could_hide_a_missing_field_is_asked() -> None:
    odd = dict(LEAD)
    odd["Zzyzx"] = odd.pop("Status")
    assert _target(_only(_file(odd)), "Zzyzx") == "ask"


def test_two_columns_that_mean_the_same_are_asked() -> None:
    doubled = {**LEAD, "Family name": ["Byron", "Murray"]}
    doubled.pop("Nachname")
    file = _only(_file({**doubled, "Surname": ["King", "Hopper"]}))
    assert {_target(file, "Family name"), _target(file, "Surname")} == {"ask"}


def test_a_small_table_is_known_by_the_tables_beside_it() -> None:
    team = {"TeamID": ["1", "2"], "OwnerKey": ["7", "8"], "IsTeamPrimary": ["true", "false"]}
    alone = _only(_file(team))
    beside = _file({
        "engagement_id": ["1", "2"], "property_hs_timestamp": ["2026-01-01", "2026-01-02"],
        "property_hs_task_type": ["TODO", "CALL"],  # HubSpot's own words for kinds of tasks
        "property_hubspot_owner_id": ["7", "8"],
        "property_hs_createdate": ["2026-01-01", "2026-01-02"], "type": ["TASK", "TASK"],
    }, path="tasks.csv")  # fmt: skip
    together = propose(samples=[beside, _file(team)]).files[1]
    assert (alone.system, together.system) == ("", "hubspot")
