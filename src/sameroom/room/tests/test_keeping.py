"""What pages keep comes back as it was, pictures included, and what is no picture is escaped."""

from dataclasses import replace

from markupsafe import Markup

from sameroom.report.page import lay_out
from sameroom.report.sections import Section
from sameroom.report.tests.builders import AREAS, PLACED, an_audit
from sameroom.report.tests.hostile import a_hostile_audit
from sameroom.room import keeping
from sameroom.room.laid_out import Front, _front


def test_a_first_page_comes_back_as_it_was() -> None:
    for audit in (an_audit(), an_audit(told=()), a_hostile_audit()):
        front = _front(lay_out(audit=audit, placed=PLACED, areas=AREAS))
        assert keeping.from_text(keeping.to_text(front), Front) == front


def test_a_reading_comes_back_as_it_was() -> None:
    page = lay_out(audit=an_audit(), placed=PLACED, areas=AREAS)
    sections = [replace(s, rows=()) for chapter in page.chapters for s in chapter.sections]
    assert len(sections) >= 5
    for section in sections:
        assert keeping.from_text(keeping.to_text(section), Section) == section


def test_only_pictures_come_back_as_markup() -> None:
    front = _front(lay_out(audit=an_audit(), placed=PLACED, areas=AREAS))
    row = keeping.from_text(keeping.to_text(front), Front).rows[0]
    assert isinstance(row.svg, Markup)
    assert not isinstance(row.title, Markup)
    assert not isinstance(row.marketing.words, Markup)
