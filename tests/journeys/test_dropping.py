"""Dropping folders and zips on the page of imports, and everything that can go wrong with it."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings

from sameroom.importing.web.models import Bringing
from sameroom.importing.web.tests.builders import leads
from sameroom.room.web.tests.builders import People
from sameroom.webkit.rights import Role
from tests.journeys.rooms import DESK, PHONE, look_here, look_in_the_dark, opened
from tests.journeys.test_notice import OneByOne, Served, live, sign_in
from tests.journeys.test_stale import room

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
__all__ = ["live", "room"]
MANY = 230  # files of one folder: a reader of folders gives at most a hundred at a time


@pytest.fixture
def desk(browser: Browser, room: People, live: Served) -> Iterator[Page]:
    """Give the page of imports, as an analyst sees it."""
    with opened(browser) as page:
        sign_in(page, live.url, room.analyst)
        page.goto(f"{live.url}/imports")
        expect(page.locator("[data-drop-words]")).to_be_visible()
        yield page


def drop(page: Page, *paths: Path, at: str = "[data-drop-here]") -> None:
    """Drop files and folders as a person does: the browser itself looks them up on the disk."""
    box = page.locator(at).bounding_box()
    assert box is not None
    told = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + min(box["height"], 60) / 2}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "data": told, **place})


def make_folder(folder: Path, *, count: int = 1) -> Path:
    """Make a folder with folders within: exports, and what nobody can read as one."""
    (folder / "crm" / "Q1 2026").mkdir(parents=True)
    (folder / "empty").mkdir()
    (folder / "crm" / "Q1 2026" / "leads.csv").write_bytes(leads(*range(1, 9), broken=(3,)))
    for n in range(count):
        (folder / "crm" / f"note {n}.txt").write_text("hello", "utf-8")
    return folder


def chosen(page: Page) -> list[str]:
    """List where the chosen files lay, as the form tells it."""
    told = page.locator("[name=paths]").evaluate_all("all => all.map(one => one.value)")
    names = page.locator("[data-drop-files]").evaluate("one => [...one.files].map(f => f.name)")
    assert [path.rpartition("/")[2] for path in told] == names
    return sorted(told)


def send(page: Page) -> None:
    page.get_by_role("button", name="Look at them").click()


def when_sent(page: Page, does: Callable[[Route], None]) -> None:
    """Let something else than usual happen to what is sent from now on."""

    def handle(route: Route) -> None:
        if route.request.method == "POST":
            does(route)
        else:
            route.continue_()

    page.unroute("**/imports")
    page.route("**/imports", handle)


def leave_unanswered(_: Route) -> None:
    """Answer nothing."""


def test_a_folder_with_folders_in_it_is_dropped_and_brought_as_it_lies(
    desk: Page, tmp_path: Path
) -> None:
    drop(desk, make_folder(tmp_path / "June exports", count=MANY))
    expect(desk.locator("[data-drop-said]")).to_contain_text(f"{MANY + 1} files, ")
    paths = chosen(desk)
    assert len(paths) == MANY + 1, "all of them, not the first hundred"
    assert "June exports/crm/Q1 2026/leads.csv" in paths
    look_here(desk, name="import-dropped-folder", scheme="light", size=DESK)
    send(desk)
    desk.wait_for_url("**/imports/*")
    one = Bringing.objects.get()
    assert (one.title, one.file_count) == ("June exports", MANY + 1)
    kept = Path(one.folder) / "June exports" / "crm" / "Q1 2026" / "leads.csv"
    assert kept.read_bytes() == leads(*range(1, 9), broken=(3,))


def test_a_zip_a_file_and_a_folder_are_dropped_at_once_beside_the_frame(
    desk: Page, tmp_path: Path
) -> None:
    folder = make_folder(tmp_path / "exports")
    packed, loose = tmp_path / "all.zip", tmp_path / "deals.csv"
    with zipfile.ZipFile(packed, "w") as into:
        into.writestr("in/leads.csv", leads(11, 12, 13))
    loose.write_bytes(leads(21, 22))
    drop(desk, packed, loose, folder, at="h1")
    expect(desk.locator("[data-drop-said]")).to_contain_text("4 files, ")
    assert chosen(desk) == [
        "all.zip", "deals.csv", "exports/crm/Q1 2026/leads.csv", "exports/crm/note 0.txt",
    ]  # fmt: skip
    drop(desk, packed)
    expect(desk.locator("[data-drop-said]")).to_contain_text("1 file, ")
    assert chosen(desk) == ["all.zip"], "what is dropped later stands for what was before"
    send(desk)
    desk.wait_for_url("**/imports/*")
    assert Bringing.objects.get().title == "all.zip"


def test_what_holds_no_file_is_told_and_nothing_is_sent(desk: Page, tmp_path: Path) -> None:
    (tmp_path / "nothing" / "in here").mkdir(parents=True)
    drop(desk, tmp_path / "nothing")
    expect(desk.locator("[data-drop-wrong]")).to_contain_text("There is no file in what you")
    look_here(desk, name="import-drop-empty", scheme="light", size=DESK)
    look_in_the_dark(desk, name="import-drop-empty", size=DESK)
    desk.evaluate(
        """() => {
          const text = new DataTransfer();
          text.setData("text/plain", "Lead ID,Email");
          document.querySelector("[data-drop-here]").dispatchEvent(
            new DragEvent("drop", {dataTransfer: text, bubbles: true, cancelable: true}));
        }"""
    )
    expect(desk.locator("[data-drop-wrong]")).to_contain_text("There is no file in what you")
    send(desk)
    expect(desk.locator("[data-drop-wrong]")).to_have_text("Choose at least one file.")
    expect(desk.get_by_label("Your exports", exact=True)).to_be_focused()
    assert Bringing.objects.count() == 0


def test_what_cannot_be_read_is_named_and_the_rest_is_taken(desk: Page, tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "exports", count=3)
    desk.evaluate(
        """() => {
          const slice = Blob.prototype.slice;
          Blob.prototype.slice = function (...all) {
            if (/note [01]/.test(this.name)) throw new DOMException("", "NotReadableError");
            return slice.apply(this, all);
          };
        }"""
    )
    drop(desk, folder)
    expect(desk.locator("[data-drop-said]")).to_contain_text("2 files, ")
    for name in ("exports/crm/note 0.txt", "exports/crm/note 1.txt"):  # as if they were locked
        expect(desk.locator("[data-drop-wrong]")).to_contain_text(name)
    assert chosen(desk) == ["exports/crm/Q1 2026/leads.csv", "exports/crm/note 2.txt"]
    look_here(desk, name="import-drop-lost", scheme="light", size=DESK)
    look_in_the_dark(desk, name="import-drop-lost", size=DESK)
    send(desk)
    desk.wait_for_url("**/imports/*")


def test_a_file_that_vanished_after_it_was_chosen_is_named(desk: Page, tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "exports")
    drop(desk, folder)
    expect(desk.locator("[data-drop-said]")).to_contain_text("2 files, ")
    (folder / "crm" / "note 0.txt").unlink()
    send(desk)
    expect(desk.locator("[data-drop-wrong]")).to_contain_text("“note 0.txt” cannot be read any")
    assert Bringing.objects.count() == 0
    (folder / "crm" / "note 0.txt").write_text("again", "utf-8")
    drop(desk, folder)
    expect(desk.locator("[data-drop-wrong]")).to_be_empty()
    send(desk)
    desk.wait_for_url("**/imports/*")


def test_more_files_than_one_upload_may_have_are_refused_before_they_are_sent(
    desk: Page, tmp_path: Path
) -> None:
    drop(desk, make_folder(tmp_path / "exports", count=1_001))
    expect(desk.locator("[data-drop-wrong]")).to_contain_text("up to 1000 files")
    assert chosen(desk) == []
    send(desk)
    expect(desk.locator("[data-drop-wrong]")).to_contain_text("up to 1000 files")
    assert Bringing.objects.count() == 0


def test_an_upload_over_the_limit_is_told_whoever_notices_it(
    browser: Browser, room: People, live: Served, settings: Settings, tmp_path: Path
) -> None:
    settings.UPLOAD_LIMIT = 100_000
    large = tmp_path / "large.csv"
    large.write_bytes(b"a,b\n" * 40_000)
    with opened(browser, size=PHONE) as page:
        sign_in(page, live.url, room.analyst)
        page.goto(f"{live.url}/imports")
        drop(page, large)
        expect(page.locator("[data-drop-wrong]")).to_contain_text("more than one upload may have")
        send(page)
        expect(page.locator("[data-drop-wrong]")).to_contain_text("more than one upload may have")
        look_here(page, name="import-drop-large", scheme="light", size=PHONE)
        look_in_the_dark(page, name="import-drop-large", size=PHONE)
        settings.UPLOAD_LIMIT = 2_000_000
        page.reload()
        drop(page, large)
        expect(page.locator("[data-drop-said]")).to_contain_text("1 file, 160.0 kB")
        settings.UPLOAD_LIMIT = 100_000  # a server in front may allow less than the page knows
        send(page)
        expect(page.locator("[data-drop-wrong]")).to_contain_text("more than one upload may have")
        assert Bringing.objects.count() == 0


def test_whoever_was_signed_out_signs_in_elsewhere_and_sends_what_is_still_chosen(
    desk: Page, room: People, live: Served, tmp_path: Path
) -> None:
    drop(desk, make_folder(tmp_path / "exports"))
    expect(desk.locator("[data-drop-said]")).to_contain_text("2 files, ")
    desk.context.clear_cookies()
    send(desk)
    expect(desk.locator("[data-drop-wrong]")).to_contain_text("You are signed out")
    look_here(desk, name="import-drop-ended", scheme="light", size=DESK)
    look_in_the_dark(desk, name="import-drop-ended", size=DESK)
    with desk.context.expect_page() as other:
        desk.get_by_role("link", name="Sign in in another tab").click()
    sign_in(other.value, live.url, room.analyst)
    other.value.close()
    send(desk)
    desk.wait_for_url("**/imports/*")
    assert Bringing.objects.get().file_count == 2


def test_an_upload_that_breaks_off_fails_or_is_stopped_can_be_sent_again(
    desk: Page, tmp_path: Path
) -> None:
    drop(desk, make_folder(tmp_path / "exports"))
    expect(desk.locator("[data-drop-said]")).to_contain_text("2 files, ")
    answers: list[tuple[str, Callable[[Route], None]]] = [
        ("The upload broke off", lambda route: route.abort("connectionreset")),
        ("so it may have arrived", lambda route: route.fulfill(status=502, body="Bad gateway")),
        ("You may not bring files any more", lambda route: route.fulfill(status=404, body="")),
    ]
    for told, does in answers:
        when_sent(desk, does)
        send(desk)
        expect(desk.locator("[data-drop-wrong]")).to_contain_text(told)
        expect(desk.locator("[data-drop-sending]")).to_be_hidden()
        look = desk.get_by_role("link", name="Look at what was brought")
        expect(look).to_be_visible(visible="may have arrived" in told)
    look_here(desk, name="import-drop-broken", scheme="light", size=DESK)
    look_in_the_dark(desk, name="import-drop-broken", size=DESK)
    when_sent(desk, leave_unanswered)
    send(desk)
    stop = desk.get_by_role("button", name="Stop the upload")
    expect(stop).to_be_visible()
    expect(desk.locator("[data-drop-said]")).to_have_text("Your files are on their way.")
    look_here(desk, name="import-drop-sending", scheme="light", size=DESK)
    look_in_the_dark(desk, name="import-drop-sending", size=DESK)
    stop.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-drop-said]")).to_contain_text("Stopped, and nothing of it was kept")
    expect(desk.get_by_role("button", name="Look at them")).to_be_focused()
    desk.unroute("**/imports")
    send(desk)
    desk.wait_for_url("**/imports/*")


def test_an_upload_that_is_stopped_on_its_way_leaves_none_of_its_files(
    desk: Page, tmp_path: Path
) -> None:
    (tmp_path / "both").mkdir()
    (tmp_path / "both" / "a.csv").write_bytes(leads(1, 2, 3))
    (tmp_path / "both" / "b.csv").write_bytes(b"a,b\n" * 1_000_000)
    drop(desk, tmp_path / "both")
    expect(desk.locator("[data-drop-said]")).to_contain_text("2 files, ")
    session = desk.context.new_cdp_session(desk)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 400_000}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", slow)
    send(desk)
    expect(desk.get_by_role("progressbar")).to_have_attribute("value", re.compile("^[1-9][0-9]$"))
    desk.get_by_role("button", name="Stop the upload").click()
    expect(desk.locator("[data-drop-said]")).to_contain_text("Stopped, and nothing of it was kept")
    expect(desk.get_by_role("link", name="Look at what was brought")).to_be_hidden()
    with OneByOne.turn:  # what began to arrive has been dealt with
        assert Bringing.objects.count() == 0


def test_an_upload_that_ends_once_all_of_it_is_sent_may_have_arrived_and_says_so(
    desk: Page, tmp_path: Path
) -> None:
    drop(desk, make_folder(tmp_path / "exports"))
    expect(desk.locator("[data-drop-said]")).to_contain_text("2 files, ")

    def hold(route: Route) -> None:
        OneByOne.turn.acquire()
        route.continue_()

    when_sent(desk, hold)
    try:
        send(desk)
        expect(desk.locator("[data-drop-said]")).to_contain_text("All of it is sent. The room is")
        desk.get_by_role("button", name="Stop the upload").click()
        expect(desk.locator("[data-drop-said]")).to_contain_text("it may have arrived")
    finally:
        OneByOne.turn.release()
    look_here(desk, name="import-drop-late", scheme="light", size=DESK)
    with desk.context.expect_page() as other:
        desk.get_by_role("link", name="Look at what was brought").click()
    expect(other.value.get_by_role("table").get_by_role("link", name="exports")).to_be_visible()

    def lose(route: Route) -> None:
        route.fetch()
        route.fulfill(status=502, body="Bad gateway")

    when_sent(desk, lose)
    send(desk)
    expect(desk.locator("[data-drop-wrong]")).to_contain_text("it may have arrived")
    with OneByOne.turn:
        assert Bringing.objects.count() == 2, "it had, both times"


def test_whoever_may_not_bring_files_any_more_is_told_so_and_not_to_sign_in(
    desk: Page, room: People, tmp_path: Path
) -> None:
    drop(desk, make_folder(tmp_path / "exports"))
    expect(desk.locator("[data-drop-said]")).to_contain_text("2 files, ")
    desk.route("**/imports", lambda route: route.fulfill(status=502, body="Bad gateway"))
    send(desk)
    expect(desk.locator("[data-drop-wrong]")).to_contain_text("it answered 502), and nothing")
    desk.unroute("**/imports")
    with OneByOne.turn:
        room.analyst.role = Role.MEMBER
        room.analyst.save()
    send(desk)
    expect(desk.locator("[data-drop-wrong]")).to_contain_text("You may not bring files any more")
    expect(desk.get_by_role("link", name="Sign in in another tab")).to_be_hidden()
    assert Bringing.objects.count() == 0


def test_an_upload_that_stalls_says_so(desk: Page, tmp_path: Path) -> None:
    drop(desk, make_folder(tmp_path / "exports"))
    expect(desk.locator("[data-drop-said]")).to_contain_text("2 files, ")
    when_sent(desk, leave_unanswered)
    desk.clock.install()
    with desk.expect_request(lambda request: request.method == "POST"):
        send(desk)
    expect(desk.locator("[data-drop-said]")).to_have_text("Your files are on their way.")
    desk.clock.run_for(31_000)
    expect(desk.locator("[data-drop-said]")).to_contain_text("Nothing has moved for half a minute")
    desk.get_by_role("button", name="Stop the upload").click()
    expect(desk.locator("[data-drop-said]")).to_contain_text("Stopped, and nothing of it was kept")


def test_a_file_that_is_not_there_any_more_when_it_is_dropped_is_named(
    desk: Page, tmp_path: Path
) -> None:
    drop(desk, tmp_path / "gone.csv")
    expect(desk.locator("[data-drop-wrong]")).to_contain_text("gone.csv")
    send(desk)
    expect(desk.locator("[data-drop-wrong]")).to_have_text("Choose at least one file.")
    assert Bringing.objects.count() == 0
