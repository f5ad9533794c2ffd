"""HubSpot's view exports: headers are the labels that people see."""

from sameroom.connectors.connector import KnownObject

_STAMPS = ("Last Modified Date", "Last Activity Date", "Street Address", "City", "Postal Code")

_ENTERED = {
    f"Became {article} {label} Date": f"stage:person:{word}"
    for article in ("a", "an")
    for label, word in (
        ("Subscriber", "subscriber"),
        ("Lead", "lead"),
        ("Marketing Qualified Lead", "marketingqualifiedlead"),
        ("Sales Qualified Lead", "salesqualifiedlead"),
        ("Opportunity", "opportunity"),
        ("Customer", "customer"),
    )
}

_CONTACT = KnownObject(
    "Contacts",
    "contact",
    {
        "Record ID": "person.source_id + lead.source_id",
        "Contact ID": "person.source_id + lead.source_id",
        "First Name": "person.first_name",
        "Last Name": "person.last_name",
        "Email": "person.email",
        "Phone Number": "person.phone",
        "Job Title": "person.title",
        "Buying Role": "person.buying_role",
        "Persona": "person.persona",
        "Lifecycle Stage": "person.lifecycle_stage",
        "Lead Status": "lead.status",
        "Rejection Reason": "lead.status_reason",
        "Disqualification Reason": "lead.status_reason",
        "Unqualified Reason": "lead.status_reason",
        "Owner Assigned Date": "lead.assigned_at",
        "First Touch Converting Campaign": "lead.campaign_id",
        "HubSpot Score": "lead.score",
        "Create Date": "person.created_at + lead.created_at",
        "Contact Owner": "person.owner_id + lead.owner_id",
        "Lead Source": "person.first_channel + lead.channel",
        "Original Source": "person.first_channel + lead.channel",
        "Country": "person.country",
        "Country/Region": "person.country",
        "State/Region": "person.region",
        "Associated Company ID": "person.account_id + lead.account_id",
        "Associated Company Domain": "person.account_id + lead.account_id",
        "Company Name": "person.account_id + lead.account_id",
        **_ENTERED,
    },
    ignore=(
        *_STAMPS,
        "Mobile Phone Number",
        "Website URL",
        "Number of Associated Deals",
        "Total Revenue",
    ),
    marks=("First Name", "Lifecycle Stage"),
)

_COMPANY = KnownObject(
    "Companies",
    "account",
    {
        "Record ID": "account.source_id",
        "Company ID": "account.source_id",
        "Company Name": "account.name",
        "Name": "account.name",
        "Company Domain Name": "account.domain",
        "Industry": "account.industry",
        "Number of Employees": "account.employees",
        "Annual Revenue": "account.annual_revenue",
        "Country": "account.country",
        "Country/Region": "account.country",
        "State/Region": "account.region",
        "Phone Number": "account.phone",
        "Company Owner": "account.owner_id",
    },
    ignore=(*_STAMPS, "Website", "Website URL", "Create Date"),
    marks=("Company Domain Name",),
)

_DEAL = KnownObject(
    "Deals",
    "deal",
    {
        "Record ID": "deal.source_id",
        "Deal ID": "deal.source_id",
        "Deal Name": "deal.name",
        "Deal Stage": "deal.stage",
        "Pipeline": "deal.pipeline",
        "Amount": "deal.amount",
        "Currency": "deal.currency",
        "Close Date": "deal.closed_at",
        "Create Date": "deal.created_at",
        "Deal Owner": "deal.owner_id",
        "Deal Type": "deal.kind",
        "Deal Probability": "deal.probability",
        "Closed Lost Reason": "deal.lost_reason",
        "Original Source": "deal.channel",
        "Associated Company": "deal.account_id",
        "Associated Company ID": "deal.account_id",
        "Associated Company Domain": "deal.account_id",
        "Associated Contact ID": "deal.person_id",
        "Associated Contact Email": "deal.person_id",
    },
    ignore=_STAMPS,
    marks=("Deal Name", "Deal Stage"),
)

_ACTIVITY = KnownObject(
    "Activities",
    "activity",
    {
        "Record ID": "activity.source_id",
        "Activity ID": "activity.source_id",
        "Activity Type": "activity.kind",
        "Activity Date": "activity.occurred_at",
        "Activity Owner": "activity.member_id",
        "Activity Assigned To": "activity.member_id",
        "Call/Meeting Title/Subject": "activity.subject",
        "Call Outcome": "activity.outcome",
        "Meeting Outcome": "activity.outcome",
        "Call Direction": "activity.direction",
        "Associated Contact Email": "activity.person_id",
        "Associated Contact ID": "activity.person_id",
        "Associated Deal ID": "activity.deal_id",
    },
    ignore=("Notes/Description", "Task Status", "Task Due Date"),
    marks=("Activity Type", "Activity Date"),
)

_TICKET = KnownObject(
    "Tickets",
    "ticket",
    {
        "Record ID": "ticket.source_id",
        "Ticket ID": "ticket.source_id",
        "Ticket Name": "ticket.subject",
        "Ticket Description": "ticket.body",
        "Ticket Status": "ticket.status",
        "Ticket Priority": "ticket.priority",
        "Priority": "ticket.priority",
        "Category": "ticket.category",
        "Create Date": "ticket.opened_at",
        "Close Date": "ticket.closed_at",
        "Ticket Owner": "ticket.member_id",
        "Associated Company Domain": "ticket.account_id",
        "Associated Contact Email": "ticket.person_id",
    },
    ignore=(*_STAMPS, "Pipeline", "Ticket Source", "Source"),
    marks=("Ticket Name", "Ticket Status"),
)

LABELLED = (_CONTACT, _COMPANY, _DEAL, _ACTIVITY, _TICKET)
