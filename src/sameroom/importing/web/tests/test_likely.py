"""What a column may be stands beside the question, to be ticked; all else is in a list."""

import re
from pathlib import Path

import pytest
from django.test import Client

from sameroom.importing.found import Found, from_text
from sameroom.importing.web import jobs
from sameroom.importing.web.models import Bringing
from sameroom.importing.web.tests.builders import planned

pytestmark = pytest.mark.django_db
COUNTRIES = ("United States", "Kenya", "Philippines")
ACCOUNTS = "account,sector,office_location\n" + "".join(
    f"Company {row},retail,{COUNTRIES[row % 3]}\n" for row in range(60)
)


@pytest.fixture
def one(place: Path) -> Bringing:
    one = planned(folder=place / "up", files={"accounts.csv": ACCOUNTS.encode()})
    questions = from_text(one.found, Found).questions
    assert [(question.kind, question.places) for question in questions] == [("what", (2,))]
    return one


def answer(client: Client, one: Bringing, **said: str) -> str:
    """Answer the question; gives what the column has become."""
    client.post(f"/imports/{one.pk}/answers", {"version": one.version, "zone": "UTC", **said})
    jobs.plan.func(one.pk)
    one.refresh_from_db()
    return from_text(one.found, Found).files[0].columns[2].target


def ticks(page: str, name: str = "q0") -> list[str]:
    """List the values that can be ticked, in their order."""
    return re.findall(rf'<input type="radio" name="{name}" value="([^"]*)"', page)


def test_the_likeliest_is_first_and_nothing_is_ticked_yet(one: Bringing, client: Client) -> None:
    page = client.get(f"/imports/{one.pk}").content.decode()
    values = ticks(page)
    assert values[0] == "account.country"
    assert values[-4:] == ["ignore", "attribute:office_location", "other", ""]
    assert re.search(r'<input type="radio" name="q0" value=""[^>]* checked', page)
    assert '<option value="account.employees"' in page, "the list has all the others"


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ({"q0": "account.country"}, "account.country"),
        ({"q0": "other", "q0o": "account.region"}, "account.region"),
        ({"q0": "", "q0o": "account.region"}, "account.region"),
        ({"q0": "ignore", "q0o": "account.region"}, "ignore"),
        ({"q0": "account.region"}, "account.region"),
        ({"q0": "", "q0o": ""}, "ask"),
    ],
)
def test_an_answer_is_taken_from_either(
    one: Bringing, client: Client, said: dict[str, str], becomes: str
) -> None:
    assert answer(client, one, **said) == becomes


def test_something_else_has_to_be_said(one: Bringing, client: Client) -> None:
    said = {"version": one.version, "zone": "UTC", "q0": "other", "q0o": ""}
    page = client.post(f"/imports/{one.pk}/answers", said).content.decode()
    assert "Choose what it is, or that you decide later." in page
    assert re.search(r'value="other"[^>]* checked', page), "what was ticked stays"


def test_what_was_chosen_on_an_older_page_is_still_chosen(one: Bringing, client: Client) -> None:
    version = one.version
    Bringing.objects.filter(pk=one.pk).update(version=version + 1)
    key = re.search(r'name="k0" value="([^"]*)"', client.get(f"/imports/{one.pk}").content.decode())
    assert key is not None
    said = {"version": version, "zone": "UTC", "k0": key[1], "q0": "other", "q0o": "account.phone"}
    stale = client.post(f"/imports/{one.pk}/answers", said)
    page = stale.content.decode()
    assert stale.status_code == 409
    assert re.search(r'value="other"[^>]* checked', page)
    assert re.search(r'<option value="account.phone" selected', page)


def test_a_file_of_which_nothing_is_known_is_left_out_for_the_same_reason_after_an_answer(
    place: Path, client: Client
) -> None:
    words = b"alpha,beta\n" + b"".join(b"x%d,y%d\n" % (row, row) for row in range(60))
    files = {"accounts.csv": ACCOUNTS.encode(), "words.csv": words}
    one = planned(folder=place / "up", files=files)
    before = from_text(one.found, Found)
    (told,) = [left.why for left in before.left if left.path == "words.csv"]
    assert answer(client, one, q0="account.country") == "account.country"
    after = from_text(one.found, Found)
    assert [left.why for left in after.left if left.path == "words.csv"] == [told]
    assert f"words.csv is passed over: {told}." in after.remarks
    assert not any("mapping file" in remark for remark in after.remarks)
