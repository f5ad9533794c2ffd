"""The planted company: every disconnect is a number here, and nothing is planted anywhere else."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from sameroom.simulator.plans import EVERY_PLAN, Plan

INDUSTRIES = (
    "Food & Beverages",
    "Machinery",
    "Pharmaceuticals",
    "Automotive",
    "Logistics & Supply Chain",
    "Chemicals",
    "Utilities",
    "Retail",
)
SIZES = (20, 110, 450, 2200, 9000)  # typical employees of the five size classes
COUNTRIES = ("Germany", "Austria", "Switzerland", "Netherlands", "United Kingdom", "France")


@dataclass(frozen=True, slots=True)
class Company:
    """A company whose disconnects are known, because they were put there.

    Args:
        name: what it is called.
        accounts: how many companies its market has.
        customers: how many it had sold to before, beside these.
        starts_on, ends_on: what its exports cover; the end is the as-of day and not in them.
        plans: its campaigns.
        industries, sizes, countries: how the market is made up, as weights.
        wins_by_industry, wins_by_size: how much better a segment buys (log odds).
        aims_by_industry, aims_by_size: how much more marketing aims at it (log rate).
        aim_error: 0 when marketing aims where sales wins, 1 when only where `aims_by_…` says.
        aimed_share: how much of the market marketing aims at, before any tilt.
        big_account_pull: how many more contacts and touches a size class brings.
        lead_share, direct_share: of people in the audience and out of it, who becomes a lead.
        rejection_odds: log odds that a decided lead of middling quality is rejected.
        recycled_share: of those not rejected, put back for later.
        recycled_return_share: of those put back, who become a deal later all the same.
        undecided_share: of touched leads, never decided.
        never_touched_share: of leads, nobody ever turns to (middling quality).
        routed_hours: median business hours until a lead has an owner.
        routed_spread: spread of the logarithm of that time.
        response_hours: median business hours from then to the first touch, of a quick rep.
        response_spread: spread of the logarithm of that time.
        slow_reps: how many of the reps are slow.
        slow_factor: how many times longer a slow rep takes.
        haste_by_quality: how much faster a better lead is answered (the confounding).
        after_hours_share: of leads, coming in when nobody works.
        after_hours_drag: how many times longer those wait, in working time.
        promised_hours: what sales promised for the first touch.
        late_loss_share: what a late answer truly takes of the chance to win, as a share of it.
        deal_odds, win_odds: log odds of lead to deal, and of deal to win, middling lead in time.
        quality_pull: how much quality adds to each of the two.
        skill_pull: how much a good seller adds to the chance to win (log odds); a third of them
            are good, a third poor.
        skill_use: how much likelier a good seller is to use content (log rate): the confounding.
        qualified_share: of accepted leads without a deal, qualified all the same.
        alone_share: of accounts nobody came in from, those that order without anybody of sales.
        approached_share: of the others, those that sales turns to unasked.
        approach_odds: log odds that a deal comes of it, where marketing had never been.
        warm_odds: how much likelier it is where marketing aims (log odds).
        taken_over_share: of deals, passed on to a colleague half-way.
        given_back_share: of these, passed back again.
        rework_share, passed_over_share: of deals, going back a stage, and leaving one out.
        former_share: of the customers from before, who had left by the first day.
        stay_odds, stay_by_size: log odds that a renewal is won, at middling size, and by class.
        grow_odds, return_odds: log odds that a customer buys more, that a former one comes back.
        care_odds: what a contact of service in the weeks before truly adds to each of the three.
        care_share, care_by_size: how likely each team contacts a customer in these weeks, and how
            much likelier a larger one (log odds): the confounding.
        overdue_share: of renewals whose day has passed, not decided.
        assets: how many pieces of content there are.
        sales_made_share: of these, made by sales.
        used_share, sales_made_used_share: of marketing's and of sales' pieces, used in a deal.
        known_to_crm_share: of marketing's people who are no leads, known to the CRM.
        known_to_marketing_share: of leads that came round the audience, known to marketing.
        duplicate_share: of CRM contacts, entered twice.
        missing_share: of CRM fields that may be missing, empty.
        stale_share: of open deals, expected on a day that has passed.
        private_share: of people, known by a private address and without their company.
        stranger_share: of marketing's people, under another e-mail address than in the CRM.
        mistyped_share: of marketing's people, with a slip in the address and in the name.
        misnamed_share: of CRM companies, entered twice, with a slip in the name and no domain.
    """

    name: str = "Tessaro Instruments"
    accounts: int = 900
    customers: int = 240
    starts_on: date = date(2025, 4, 1)
    ends_on: date = date(2026, 7, 1)
    plans: tuple[Plan, ...] = EVERY_PLAN
    industries: tuple[float, ...] = (14, 18, 10, 12, 14, 11, 9, 12)
    sizes: tuple[float, ...] = (22, 30, 26, 15, 7)
    countries: tuple[float, ...] = (44, 12, 11, 12, 13, 8)
    wins_by_industry: tuple[float, ...] = (1.0, 0.6, 0.7, -0.3, -0.3, 0.4, -0.7, -1.5)
    wins_by_size: tuple[float, ...] = (-1.0, 0.2, 0.6, 0.3, -0.5)
    aims_by_industry: tuple[float, ...] = (-1.3, 0.0, -0.9, 0.7, 0.1, -1.1, 0.4, 1.0)
    aims_by_size: tuple[float, ...] = (0.1, 0.0, -0.3, 0.2, 0.5)
    aim_error: float = 1.0
    aimed_share: float = 0.55
    big_account_pull: float = 0.35
    lead_share: float = 0.62
    direct_share: float = 0.34
    rejection_odds: float = -0.95
    recycled_share: float = 0.07
    recycled_return_share: float = 0.4
    undecided_share: float = 0.08
    never_touched_share: float = 0.06
    routed_hours: float = 0.4
    routed_spread: float = 1.3
    response_hours: float = 4.2
    response_spread: float = 1.05
    reps: int = 9
    slow_reps: int = 3
    slow_factor: float = 3.5
    haste_by_quality: float = 0.45
    after_hours_share: float = 0.38
    after_hours_drag: float = 1.4
    promised_hours: float = 8.0
    late_loss_share: float = 0.2
    deal_odds: float = -0.35
    win_odds: float = -0.7
    quality_pull: float = 0.55
    skill_pull: float = 0.3
    skill_use: float = 0.6
    qualified_share: float = 0.25
    alone_share: float = 0.09
    approached_share: float = 0.8
    approach_odds: float = -1.9
    warm_odds: float = 1.0
    taken_over_share: float = 0.16
    given_back_share: float = 0.3
    rework_share: float = 0.12
    passed_over_share: float = 0.1
    former_share: float = 0.4
    stay_odds: float = 1.0
    stay_by_size: float = 0.35
    grow_odds: float = -1.5
    return_odds: float = -1.9
    care_odds: float = 0.8
    care_share: float = 0.4
    care_by_size: float = 0.45
    overdue_share: float = 0.06
    assets: int = 140
    sales_made_share: float = 0.3
    used_share: float = 0.3
    sales_made_used_share: float = 0.62
    known_to_crm_share: float = 0.7
    known_to_marketing_share: float = 0.55
    duplicate_share: float = 0.03
    missing_share: float = 0.03
    stale_share: float = 0.18
    private_share: float = 0.03
    stranger_share: float = 0.03
    mistyped_share: float = 0.02
    misnamed_share: float = 0.012

    @classmethod
    def aligned(cls) -> "Company":
        """Give a company without any disconnect, for false alarms."""
        plain = tuple(
            replace(plan, quality=0.0, rejection=0.0, reasons=(1,) * 8) for plan in EVERY_PLAN
        )
        return cls(
            plans=plain,
            wins_by_industry=(0.0,) * 8,
            wins_by_size=(0.0,) * 5,
            aims_by_industry=(0.0,) * 8,
            aims_by_size=(0.0,) * 5,
            aim_error=0.0,
            big_account_pull=0.0,
            rejection_odds=-3.5,
            recycled_share=0.0,
            routed_hours=0.05,
            routed_spread=0.5,
            undecided_share=0.01,
            never_touched_share=0.0,
            response_hours=0.8,
            response_spread=0.7,
            slow_reps=0,
            slow_factor=1.0,
            haste_by_quality=0.0,
            after_hours_drag=1.0,
            late_loss_share=0.0,
            alone_share=0.0,
            warm_odds=0.0,
            skill_pull=0.0,
            skill_use=0.0,
            taken_over_share=0.0,
            stay_by_size=0.0,
            care_odds=0.0,
            care_by_size=0.0,
            overdue_share=0.0,
            rework_share=0.0,
            passed_over_share=0.0,
            used_share=0.96,
            sales_made_used_share=0.96,
            sales_made_share=0.03,
            known_to_crm_share=0.99,
            known_to_marketing_share=0.99,
            stranger_share=0.0,
            mistyped_share=0.0,
            misnamed_share=0.0,
            missing_share=0.0,
            stale_share=0.0,
            duplicate_share=0.0,
        )

    def sized(self, *, accounts: int, assets: int | None = None) -> "Company":
        """Give the same company with more or fewer accounts and pieces of content."""
        customers = round(self.customers * accounts / self.accounts)
        pieces = self.assets if assets is None else assets
        return replace(self, accounts=accounts, customers=customers, assets=pieces)

    @property
    def period(self) -> tuple[datetime, datetime]:
        """Give the first instant that its exports cover in full, and the as-of instant."""
        first, last = (
            datetime.combine(day, time(), tzinfo=UTC) for day in (self.starts_on, self.ends_on)
        )
        return first, last

    @property
    def every_account(self) -> int:
        """Count the companies of the market and the customers from before."""
        return self.accounts + self.customers


SIZE_ACCOUNTS = {"small": 400, "demo": 900, "large": 20_000}
"""How many accounts a company of each size has."""
