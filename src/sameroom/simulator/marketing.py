"""Marketing's exports: the mailing tool's audience, campaigns and activity, and the ad spend."""

from pathlib import Path

import numpy as np

from sameroom.simulator import sheets
from sameroom.simulator.buyers import Ints
from sameroom.simulator.cast import Cast
from sameroom.simulator.hours import epoch
from sameroom.simulator.identity_pairs import mailing_ids
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import TOUCH_KINDS, Spending, Touches
from sameroom.simulator.world import World

TRADE_WORDS = (
    "food and drink", "industrial machinery", "pharma", "automotive suppliers",
    "transport & logistics", "chemical industry", "energy & water", "retail trade",
)  # fmt: skip
"""How marketing calls the industries of `company.INDUSTRIES`."""

COUNTRY_CODES = ("DE", "AT", "CH", "NL", "GB", "FR")
"""How the mailing tool writes the countries of `company.COUNTRIES`."""

PLATFORMS = {"Paid search": "Google Ads", "Paid social": "LinkedIn Ads"}


def write_marketing(
    *, world: World, cast: Cast, touches: Touches, spending: Spending, folder: Path, seed: int
) -> dict[str, int]:
    """Write marketing's exports and count the rows of each."""
    random = np.random.default_rng([seed, 12])
    base = folder / "marketing"
    return {
        "marketing/audience.csv": _audience(world, cast, base / "audience.csv", random),
        "marketing/campaigns.csv": _campaigns(world, base / "campaigns.csv"),
        "marketing/campaign_activity.csv": _activity(
            world, cast, touches, base / "campaign_activity.csv"
        ),
        "marketing/ad_spend.csv": _spend(world, spending, base / "ad_spend.csv"),
    }


def _audience(world: World, cast: Cast, path: Path, random: np.random.Generator) -> int:
    places = np.flatnonzero(world.in_marketing)
    count = places.size
    joined = epoch(world.company.starts_on) - DAY * random.uniform(1, 900, count)
    homes = world.people.account[places].tolist()
    columns = {
        "Email Address": [cast.told_email[place] for place in places.tolist()],
        "First Name": [cast.first[place] for place in places.tolist()],
        "Last Name": [cast.told_last[place] for place in places.tolist()],
        "Company": [_plain_name(cast.companies[home]) for home in homes],
        "Branch": [TRADE_WORDS[world.accounts.industry[home]] for home in homes],
        "CC": [COUNTRY_CODES[world.accounts.country[home]] for home in homes],
        "MEMBER_RATING": random.integers(1, 6, count).tolist(),
        "OPTIN_TIME": sheets.us_stamps(joined),
        "CONFIRM_TIME": sheets.us_stamps(joined + 600),
        "LAST_CHANGED": sheets.us_stamps(joined + DAY * random.uniform(1, 90, count)),
        "LEID": (800_000_000 + 17 * places).tolist(),
        "EUID": mailing_ids(places),
        "TAGS": ["newsletter" if place % 3 else "newsletter,event" for place in places.tolist()],
    }
    return sheets.write_csv(path, columns)


def _plain_name(company: str) -> str:
    """Leave out the legal form, as people do who fill in a form."""
    for form in (" GmbH & Co. KG", " GmbH", " AG", " SE", " KG", " B.V.", " Ltd", " SAS"):
        if company.endswith(form):
            return company.removesuffix(form)
    return company


def _campaigns(world: World, path: Path) -> int:
    plans = world.company.plans
    columns = {
        "Campaign ID": _plan_ids(np.arange(len(plans))),
        "Title": [plan.name for plan in plans],
        "Channel": [plan.channel for plan in plans],
        "Status": [
            "running" if plan.ends_on >= world.company.ends_on else "ended" for plan in plans
        ],
        "Start Date": [f"{plan.starts_on:%m/%d/%Y}" for plan in plans],
        "End Date": [f"{plan.ends_on:%m/%d/%Y}" for plan in plans],
        "Budget": [f"{plan.budget:.2f}" for plan in plans],
        "Currency": ["EUR"] * len(plans),
        "Audience": ["Maintenance and operations, 20 people and more"] * len(plans),
    }
    return sheets.write_csv(path, columns)


def _plan_ids(places: Ints) -> list[str]:
    return [f"c{0x5A1D00 + 0x111 * place:06x}" for place in places.tolist()]


def _activity(world: World, cast: Cast, touches: Touches, path: Path) -> int:
    columns = {
        "Email Address": [cast.told_email[person] for person in touches.person.tolist()],
        "Campaign ID": _plan_ids(touches.plan),
        "Campaign": [world.company.plans[plan].name for plan in touches.plan.tolist()],
        "Event": [TOUCH_KINDS[kind] for kind in touches.kind.tolist()],
        "Timestamp": sheets.us_stamps(touches.moment),
        "URL": [_page(kind, plan) for kind, plan in zip(touches.kind, touches.plan, strict=True)],
    }
    unreadable = [
        "nobody at all",
        "c5a1d00",
        "Brand search DACH",
        "open",
        "00/00/0000 00:00:00",
        "",
    ]
    return sheets.write_csv(path, columns, extra=[unreadable])


def _page(kind: int, plan: int) -> str:
    clicked = TOUCH_KINDS[kind] in {"click", "page view", "form submission"}
    return f"https://www.tessaro.example/p/{plan + 1}" if clicked else ""


def _spend(world: World, spending: Spending, path: Path) -> int:
    plans = [world.company.plans[plan] for plan in spending.plan.tolist()]
    columns = {
        "Day": [f"{day:%d.%m.%Y}" for day in spending.day],
        "Channel": [PLATFORMS.get(plan.channel, plan.channel) for plan in plans],
        "Campaign": [plan.name for plan in plans],
        "Amount spent": sheets.comma(spending.amount),
        "Currency": ["EUR"] * len(plans),
        "Impressions": spending.impressions.tolist(),
        "Clicks": spending.clicks.tolist(),
    }
    return sheets.write_csv(path, columns, delimiter=";")
