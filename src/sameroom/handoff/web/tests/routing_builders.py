"""An agreement with rules, and sellers whom the record knows, for the tests of routing."""

from datetime import date
from pathlib import Path

from django.conf import settings

from sameroom.handoff.web.models import Absence, Seller
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW

RULES = """
- name: Steel
  when: [{attribute: industry, is_one_of: [Steel]}]
  to: [sol@tessaro.example, oda@tessaro.example]
- name: All others
  to: [sol@tessaro.example]
"""
STEEL = {"values": {"industry": ["Steel"]}}


def agree(*, folder: Path, rules: str = RULES, more: str = "", otherwise: str = "") -> None:
    """Put an agreement in force that shares leads out by rules."""
    settings.STORE = folder
    folder.mkdir(parents=True, exist_ok=True)
    indented = "\n".join(f"      {line}" for line in rules.strip().splitlines())
    text = f"handoff:\n  routing:\n    rules:\n{indented}\n"
    text = text.replace("rules:\n      []", "rules: []")
    if otherwise:
        text += f"    otherwise: {otherwise}\n"
    (folder / "agreement.yaml").write_text(text + more, encoding="utf-8")


def a_seller(member_id: str, name: str, **told: object) -> Seller:
    """Make one of us as the record knows them."""
    columns: dict[str, object] = {
        "address": f"{name.lower()}@tessaro.example", "team": "sales", "name": name,
    }  # fmt: skip
    return Seller.objects.create(member_id=member_id, **(columns | told))


def sellers() -> None:
    """Have the record know Sol and Oda."""
    a_seller("crm:2", "Sol")
    a_seller("crm:3", "Oda")


def away(member_id: str, first: date, last: date, *, by: User | None = None) -> Absence:
    """Have somebody be away, both days included."""
    return Absence.objects.create(
        member_id=member_id, starts_on=first, ends_on=last, said_by=by, said_at=NOW
    )
