"""The agreement that the planted company's two teams have signed, as `agreement.yaml`."""

from pathlib import Path

from sameroom.simulator.company import Company
from sameroom.simulator.hours import CLOSES, HOLIDAYS, OPENS, ZONE

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
  disposition: {{within_hours: 24, share: 0.95, calendar: office}}
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
"""


def write_agreement(*, company: Company, path: Path) -> None:
    """Write the agreement of the planted company."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        TEXT.format(
            name=company.name,
            starts_on=company.starts_on,
            zone=ZONE,
            hours=company.promised_hours,
            span=f"{OPENS:%H:%M}-{CLOSES:%H:%M}",
            holidays=", ".join(HOLIDAYS),
        ),
        encoding="utf-8",
    )
