"""The agreement that the planted company's two teams have signed, as `agreement.yaml`."""

from pathlib import Path

from sameroom.simulator.cast import REPS, address_of
from sameroom.simulator.company import Company
from sameroom.simulator.hours import CLOSES, HOLIDAYS, OPENS, ZONE
from sameroom.simulator.pursuit import DECISION_HOURS

TEXT = """\
# What sales and marketing of {name} have agreed.
version: "2026-01"
in_force_from: {starts_on}

signed:
  marketing: {{name: Ada Winter, day: {starts_on}}}
  sales: {{name: Katharina Brandt, day: {starts_on}}}

company:
  name: {name}
  currency: EUR
  buyer: account
  time_zone: {zone}

# Chosen together; marketing's audiences have not followed yet.
ideal_customer:
  - attribute: industry
    is_one_of: [Food & Beverages, Machinery, Pharmaceuticals, Chemicals]
  - attribute: employees
    at_least: 50
    below: 5000

reasons:
  clerical: [contact details wrong, no company given]
  procedural: [already in a running deal]
  definitional: [not our industry, no say in the purchase]

promises:
  first_touch: {{within_hours: {hours:g}, share: 0.9, calendar: office}}
  disposition: {{within_hours: {decision_hours}, share: 0.95, calendar: office}}
  persistence: {{attempts: 5, days: 14, share: 0.8}}
  acceptance: {{share: 0.9}}
  completeness: {{share: 0.95, fields: [email, name]}}

calendars:
  office:
    monday: ["{span}"]
    tuesday: ["{span}"]
    wednesday: ["{span}"]
    thursday: ["{span}"]
    friday: ["{span}"]
    holidays: [{holidays}]

# Leads that come without an owner go by these, the first that fits.
handoff:
  routing:
    rules:
{rules}
    most_open: 40

# The CRM, the advertising platforms and marketing's plans each have their own words.
channels:
  Paid search: [Paid Search, Google Ads]
  Paid social: [Paid Social, LinkedIn Ads]
  Email: [Email Marketing]
  Trade shows: [Offline Sources, Trade show]
  Webinars and guides: [Other Campaigns, Webinar, Content syndication]
  Partners: [Referrals, Partner]
  Direct: [Direct Traffic]

costs:
  rep_hour: [48, 60, 75]
  marketing_hour: [42, 52, 65]
  margin_share: [0.35, 0.45, 0.55]
  asset_cost: [400, 1100, 2600]
  asset_hours: [8, 16, 30]
  act_minutes: [5, 10, 20]

# Who answers for a figure: for how it is defined, and for what it says.
goals:
  owners:
    campaign_results: Ada Winter
    channel_fit: Ada Winter
    contact_pressure: Ada Winter
    content_reach: Ada Winter
    coverage: Ada Winter
    credit_range: Ada Winter
    first_touches: Ada Winter
    format_fit: Ada Winter
    lookalikes: Ada Winter
    one_shot: Ada Winter
    score_honesty: Ada Winter
    self_serve_share: Ada Winter
    touch_timing: Ada Winter
    unused_content: Ada Winter
    win_back: Ada Winter
    acceptance: Katharina Brandt
    bottleneck: Katharina Brandt
    cycle_time: Katharina Brandt
    decision_time: Katharina Brandt
    expansion: Katharina Brandt
    never_touched: Katharina Brandt
    off_icp_effort: Katharina Brandt
    persistence: Katharina Brandt
    rejection_reasons: Katharina Brandt
    response_conversion: Katharina Brandt
    retention: Katharina Brandt
    sales_made_content: Katharina Brandt
    speed_to_lead: Katharina Brandt
    velocity: Katharina Brandt
    win_rate: Katharina Brandt
    funnel: Ada Winter and Katharina Brandt
    icp_drift: Ada Winter and Katharina Brandt
    momentum: Ada Winter and Katharina Brandt
    money_lines: Ada Winter and Katharina Brandt
    productivity: Ada Winter and Katharina Brandt
    recycling: Ada Winter and Katharina Brandt
    sourced_deals: Ada Winter and Katharina Brandt
    who_buys: Ada Winter and Katharina Brandt
    conformance: Sales operations
    data_quality: Sales operations
    match_rate: Sales operations
    process_map: Sales operations
    process_variants: Sales operations
    rework_share: Sales operations
    routing_delay: Sales operations
"""


# Which countries' leads go to whom; Katharina Brandt leads, and takes no turns.
TERRITORIES = (
    ("Germany", ("Germany", "DE"), ("Jonas Feld", "Ilaria Conti", "David Okafor")),
    ("Alps", ("Austria", "AT", "Switzerland", "CH"), ("Tom Achenbach", "Meike Sauer")),
    ("France", ("France", "FR"), ("Tom Achenbach",)),
    ("All others", (), ("Sophie Lindqvist", "Marc Reuter", "Ilaria Conti")),
)


def _rules(company: Company) -> str:
    """Write the rules for the sellers whom the company has."""
    here = REPS[: company.reps]
    lines = []
    for name, countries, sellers in TERRITORIES:
        to = [address_of(seller) for seller in sellers if seller in here] or [address_of(here[-1])]
        lines.append(f"      - name: {name}")
        if countries:
            listed = ", ".join(countries)
            lines.append(f"        when: [{{attribute: country, is_one_of: [{listed}]}}]")
        lines.append(f"        to: [{', '.join(to)}]")
    return "\n".join(lines)


def write_agreement(*, company: Company, path: Path) -> None:
    """Write the agreement of the planted company."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        TEXT.format(
            name=company.name,
            starts_on=company.starts_on,
            zone=ZONE,
            hours=company.promised_hours,
            decision_hours=DECISION_HOURS,
            span=f"{OPENS:%H:%M}-{CLOSES:%H:%M}",
            holidays=", ".join(HOLIDAYS),
            rules=_rules(company),
        ),
        encoding="utf-8",
    )
