"""Which steps get credit for a sale, and how much."""

from dataclasses import dataclass

from sameroom.agreement import shape, words
from sameroom.agreement.clauses.group import part
from sameroom.agreement.shape import clause


@dataclass(frozen=True, slots=True)
class Position:
    """Credit by position: the parts of the first and the last step."""

    first: float = clause("what the first step gets", shape.share(), default=0.4)
    last: float = clause("what the last step gets", shape.share(), default=0.4)


@dataclass(frozen=True, slots=True)
class WShape:
    """Credit by the W: the parts of the first step and of those that made the lead and the deal."""

    first: float = clause("what the first step gets", shape.share(), default=0.3)
    lead_creation: float = clause("what the step before the lead gets", shape.share(), default=0.3)
    deal_creation: float = clause("what the step before the deal gets", shape.share(), default=0.3)


@dataclass(frozen=True, slots=True)
class FullPath:
    """Credit by the full path: the W, and the last step before the sale."""

    first: float = clause("what the first step gets", shape.share(), default=0.225)
    lead_creation: float = clause(
        "what the step before the lead gets", shape.share(), default=0.225
    )
    deal_creation: float = clause(
        "what the step before the deal gets", shape.share(), default=0.225
    )
    last: float = clause("what the last step gets", shape.share(), default=0.225)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Which steps of a buyer count towards a sale, and how the rules share the credit out."""

    look_back_days: int = clause(
        "days before the sale in which a step still counts",
        shape.whole(low=1, high=3650),
        default=90,
    )
    half_life_days: float = clause(
        "days after which a step counts half, under time decay",
        shape.number(low=0.1, high=3650),
        default=30.0,
    )
    position: Position = part("the parts of credit by position", Position)
    w_shape: WShape = part("the parts of credit by the W", WShape)
    full_path: FullPath = part("the parts of credit by the full path", FullPath)
    collapse_repeats: bool = clause(
        "the same channel several times in a row counts once", shape.flag(), default=True
    )
    drop_direct: bool = clause(
        "direct visits count only where there is nothing else", shape.flag(), default=True
    )
    sales_acts: bool = clause(
        "sales acts count as steps beside marketing's touches", shape.flag(), default=True
    )
    direct: tuple[str, ...] = clause(
        "channels that say nothing of where a visit came from",
        shape.words(),
        default=words.DIRECT,
    )
    kinds: tuple[str, ...] = clause(
        "kinds of touch that count; those the buyer took part in",
        shape.words(),
        default=words.TOUCHES,
    )
    acts: tuple[str, ...] = clause(
        "kinds of sales act that count", shape.words(), default=words.ACTS
    )
    sales_sources: tuple[str, ...] = clause(
        "lead sources that mean sales found the buyer itself",
        shape.words(),
        default=words.SALES_SOURCES,
    )
