"""What every error of Sameroom says: what happened, where, what is allowed, and what to do next."""

from difflib import get_close_matches


class SameroomError(Exception):
    """An error a person can act on. The message stands alone, without a traceback.

    Args:
        what: what is wrong, in one sentence.
        where: file, line, key or command it is about.
        remedy: what to do next.
        temporary: whether trying the same thing again later may work.
    """

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", temporary: bool = False
    ) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        self.temporary = temporary
        super().__init__(self.text())

    def text(self) -> str:
        """Put the parts into one line: `where: what remedy`."""
        head = f"{self.where}: " if self.where else ""
        tail = f" {self.remedy}" if self.remedy else ""
        return f"{head}{self.what}{tail}"


def nearest(word: str, allowed: list[str]) -> str:
    """Say `Did you mean "x"?` when something allowed is close to the word, else nothing."""
    close = get_close_matches(word, allowed, n=1, cutoff=0.6)
    return f'Did you mean "{close[0]}"?' if close else ""
