"""Where to click in one's tools to get the exports out that are read here."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class WayOut:
    """How to get data out of a tool.

    Args:
        name: the connector's name; "" for a tool without a card.
        title: the tool's name.
        steps: what to do, one step each.
        brings: what to bring from it.
    """

    name: str
    title: str
    steps: tuple[str | Promise, ...]
    brings: str | Promise


WAYS_OUT = (
    WayOut(
        "hubspot", "HubSpot",
        (_("Open Contacts and choose the view of all contacts."),
         _("Choose Export view, with all properties, as CSV."),
         _("Do the same for Companies, Deals and Tickets.")),
        _("contacts, companies, deals, activities, tickets"),
    ),
    WayOut(
        "salesforce", "Salesforce",
        (_("In Setup, search for “Data Export” and choose Export Now."),
         _("Tick all objects, histories included."),
         _("Bring the zip from the mail as it is.")),
        _("leads, contacts, accounts, opportunities and their history, tasks, campaigns"),
    ),
    WayOut(
        "odoo", "Odoo",
        (_("Open CRM, switch to the list, and tick all rows."),
         _("Choose Action, then Export, and take all fields, as CSV or XLSX."),
         _("Do the same for Contacts.")),
        _("leads and opportunities, contacts, messages, campaigns"),
    ),
    WayOut(
        "mailchimp", "Mailchimp",
        (_("Open your account's Settings and choose Manage my data."),
         _("Tick audiences and campaign reports, and export."),
         _("Bring the zip as it is.")),
        _("campaigns, who got them, who opened, clicked and left"),
    ),
    WayOut(
        "", "Google Ads",
        (_("Open Campaigns and set the period to all time."),
         _("Segment by day."),
         _("Choose Download, as CSV.")),
        _("what was spent each day, by campaign"),
    ),
)  # fmt: skip
