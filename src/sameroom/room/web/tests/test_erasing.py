"""What goes of a person from the rows behind readings, where a search for words finds nothing."""

import pytest

from sameroom.room.web import erasing
from sameroom.room.web.models import EvidenceRow
from sameroom.room.web.tests.builders import ACME, BOLT, a_refresh, some_rows
from sameroom.webkit.erasing import WORD, Erased

pytestmark = pytest.mark.django_db


def test_a_name_of_one_word_goes_from_rows_about_them_and_from_no_others() -> None:
    some_rows(a_refresh(), cells=("x", " quxley", "Quxley Steel", "told j@acme.example"))
    whom = Erased(words=("Quxley", "j@acme.example"), refs=(), keys=(ACME,))

    (clearing,) = erasing.list_clearings(whom=whom)

    assert clearing.rows.get() == EvidenceRow.objects.get(key=ACME)
    assert clearing.values == {"cells": ["row 1", WORD, "Quxley Steel", f"told {WORD}"]}
    assert not erasing.list_clearings(whom=Erased(words=("Tom",), refs=(), keys=(ACME, BOLT)))
