"""Reads the forms of a page as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

QUIET = {"submit", "button", "reset", "file", "image"}


@dataclass
class Form:
    """A form: where it is sent, and what it would send as it stands.

    Args:
        asks: the fields that a person fills in, with their kind: text, tick, choice, date …
    """

    action: str
    method: str
    sends: dict[str, list[str]] = field(default_factory=dict)
    asks: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self, place: str) -> None:
        super().__init__(convert_charrefs=True)
        self.place, self.found = place, list[Form]()
        self.form: Form | None = None
        self.select: tuple[str, bool] | None = None
        self.options = list[tuple[str, bool]]()
        self.area, self.text = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "form":
            self.form = Form(told.get("action") or self.place, told.get("method") or "get")
            self.found.append(self.form)
        elif self.form is None:
            return
        elif tag == "input" and name:
            self._input(self.form, name, told)
        elif tag == "select":
            self.select, self.options = (name, "multiple" in told), []
        elif tag == "option":
            self.options.append((told.get("value") or "", "selected" in told))
        elif tag == "textarea":
            self.area, self.text = name, ""

    def _input(self, form: Form, name: str, told: dict[str, str | None]) -> None:
        kind, value = told.get("type") or "text", told.get("value")
        if kind in QUIET:
            return
        if kind in {"checkbox", "radio"}:
            form.asks[name] = "choice" if kind == "radio" else "tick"
            if "checked" in told:
                form.sends.setdefault(name, []).append(value if value is not None else "on")
            return
        if kind != "hidden":
            form.asks[name] = kind
        form.sends.setdefault(name, []).append(value or "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.area and self.form:
            self.form.asks[self.area] = "text"
            self.form.sends.setdefault(self.area, []).append(self.text.removeprefix("\n"))
            self.area = ""
        elif tag == "select" and self.select and self.form:
            name, is_multiple = self.select
            chosen = [value for value, is_chosen in self.options if is_chosen]
            if not chosen and not is_multiple and self.options:
                chosen = [self.options[0][0]]
            self.form.asks[name], self.select = "choice", None
            self.form.sends.setdefault(name, []).extend(chosen)


def read_forms(*, html: str, place: str) -> list[Form]:
    """Read the forms of a page that are sent by POST.

    Args:
        place: the page's own address, where a form without one is sent.
    """
    reader = _Reader(place)
    reader.feed(html)
    return [form for form in reader.found if form.method.lower() == "post"]


def find_form(*, html: str, place: str, action: str, move: str = "") -> Form:
    """Find the form that goes to an address and asks most; of several, the one of a move."""
    forms = [one for one in read_forms(html=html, place=place) if one.action == action]
    assert forms, f"no form on {place} goes to {action}"
    return max(forms, key=lambda one: (one.sends.get("move") == [move], len(one.asks)))
