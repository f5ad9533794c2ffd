"""An audit in which every text from outside is an attack."""

from dataclasses import replace

from sameroom.audit import Audit, Imported
from sameroom.measure import Interval, Reading, TooLittle, Unit
from sameroom.report.tests.builders import a_share, an_audit, some_rows, some_terms

SCRIPT = "<script>window.broken = 1</script>"
IMAGE = '"><img src=x onerror="window.broken = 2">'
FORMULA = '=HYPERLINK("http://evil.example","click")'
TURNED = "Ada\u202etxt.exe"
NAMES = (
    SCRIPT,
    IMAGE,
    FORMULA,
    TURNED,
    "'; drop table lead; --",
    "</title></style><b>",
    "\x00\x1b[31m",
)


def a_hostile_audit() -> Audit:
    """Make an audit whose names, reasons, campaigns and files all try to break out."""
    told = [
        ("acceptance", a_share(40, 90, words=SCRIPT + IMAGE)),
        ("acceptance", Reading("handed_share", 1.0, Unit.SHARE, 90, words=SCRIPT)),
        *[("acceptance", a_share(9, 40, part=(("campaign", name),))) for name in NAMES],
        *[("acceptance", a_share(9, 40, part=((name, name),))) for name in NAMES],
        ("funnel", TooLittle("won_share", Unit.SHARE, 0, 30, SCRIPT, IMAGE)),
        (
            "money_lines",
            Reading(IMAGE, 5.0, Unit.MONEY, 3, Interval(1, 9), (("kind", "cash"),), SCRIPT),
        ),
    ]
    audit = an_audit(
        told=told,
        evidence=(some_rows(names=NAMES),),
        terms=replace(some_terms(company=IMAGE), version=SCRIPT, defaults=(SCRIPT, IMAGE)),
        failures=(SCRIPT,),
    )
    return replace(audit, imported=tuple(Imported(name, name, 1, 0) for name in NAMES))
