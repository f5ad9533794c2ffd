"""How a column of people's names is read where somebody was erased: in the reader's language."""

from typing import Any

from django.db import models
from django.utils.translation import gettext

from sameroom.webkit.erasing import WORD


class Nobody(str):
    """The words that stand for somebody who was erased; the database keeps `WORD` of them."""

    __slots__ = ()

    def __getitem__(self, _places: Any) -> "Nobody":  # Any: as a text has it
        """Stay what it is when it is cut to a length: a part of it would be kept as a name."""
        return self


def kept(value: object) -> object:
    """Give what the database keeps of a value."""
    return WORD if isinstance(value, Nobody) else value


class CalledField(models.CharField):  # type: ignore[type-arg]  # takes none when it is run
    """A column of names of people, who may have been erased since."""

    def from_db_value(self, value: str | None, *_told: object) -> str | None:
        """Give the name, or the words for somebody who was erased."""
        return Nobody(gettext("Erased person")) if value == WORD else value

    def get_prep_value(self, value: Any) -> Any:  # Any: whatever is looked for
        """Write the words in no language."""
        return super().get_prep_value(kept(value))

    def value_to_string(self, obj: models.Model) -> str:
        """Write the words in no language to a file, too."""
        return str(kept(self.value_from_object(obj)))

    def deconstruct(self) -> Any:  # Any: as the library has it
        """Tell migrations of a plain column: the database knows no other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
