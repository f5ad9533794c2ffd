"""What is asked by the page of a one-time link."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import wording
from sameroom.handoff.web.forms import MoveForm
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.ruled import Word


class LinkForm(MoveForm):
    """A move of a lead whose state the link says, and what is said with it.

    Args:
        may: the moves that whoever got the link may make.
        today: in the room's own time.
        words: what was said for either team already.
    """

    template = "handoff/_by_link.html"

    def __init__(
        self, data: Mapping[str, str] | None, *, case: Case, state: State, may: tuple[Move, ...],
        today: date, words: tuple[Word, ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(None if data is None else {**data, "read_as": state.value})
        self.fields["move"].error_messages |= dict.fromkeys(
            ("required", "invalid_choice"), wording.choose()
        )
        self.case, self.state, self.may, self._today = case, state, may, today
        self.offers = tuple(move.value for move in may)
        self.reasons = wording.listed_reasons()
        self.words = words
        self.reason_given = wording.reason(case.reason)

    def chosen(self) -> Move:
        """Give the move that was chosen; only of a form that is valid."""
        return Move(self.cleaned_data["move"])

    def clean(self) -> dict[str, Any]:  # Any: as the library has it
        """Refuse a move that is not theirs, and say what lacks at its field."""
        told = super().clean() or {}
        if self.errors:
            return told
        if told["move"] not in self.offers:
            self.add_error("move", wording.choose())
            return told
        self.cleaned_data = told
        self.note_lacks(today=self._today)
        return told
