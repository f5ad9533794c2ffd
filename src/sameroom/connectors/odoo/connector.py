"""The card of Odoo: `crm.lead`, contacts and activities, by technical names and by labels."""

from sameroom.connectors.connector import Connector, KnownObject

_DEAL = {
    "id": "deal.source_id",
    "name": "deal.name",
    "partner_name": "deal.account_id",
    "partner_id": "deal.account_id",
    "email_from": "deal.person_id",
    "user_id": "deal.owner_id",
    "stage_id": "deal.stage",
    "expected_revenue": "deal.amount",
    "probability": "deal.probability",
    "lost_reason_id": "deal.lost_reason",
    "active": "deal.is_active",
    "create_date": "deal.created_at",
    "date_closed": "deal.closed_at",
    "campaign_id": "deal.campaign_id",
    "source_id": "deal.channel",
}
_MORE = ("type", "contact_name", "phone", "team_id", "tag_ids", "automated_probability",
         "date_open", "date_conversion", "date_deadline", "date_last_stage_update", "medium_id",
         "referred", "write_date", "priority", "function", "company_currency")  # fmt: skip

_OPPORTUNITY = KnownObject(
    "crm.lead",
    "deal",
    _DEAL,
    ignore=_MORE,
    marks=("stage_id", "expected_revenue", "create_date"),
)

_LEAD = KnownObject(
    "crm.lead of type lead",
    "lead",
    {
        "id": "lead.source_id + person.source_id",
        "contact_name": "person.name",
        "email_from": "person.email",
        "phone": "person.phone",
        "function": "person.title",
        "partner_name": "person.account_id + lead.account_id",
        "user_id": "lead.owner_id + person.owner_id",
        "create_date": "lead.created_at + person.created_at",
        "date_open": "lead.assigned_at",
        "date_conversion": "lead.converted_at",
        "stage_id": "lead.status",
        "lost_reason_id": "lead.status_reason",
        "source_id": "lead.channel + person.first_channel",
        "campaign_id": "lead.campaign_id",
    },
    ignore=("name", "active", "type", "team_id", "medium_id", "tag_ids", "write_date", "referred"),
    marks=("contact_name", "email_from", "create_date", "date_open"),
)

_LABELLED = KnownObject(
    "Opportunities",
    "deal",
    {
        "External ID": "deal.source_id",
        "Opportunity": "deal.name",
        "Customer": "deal.account_id",
        "Company Name": "deal.account_id",
        "Email": "deal.person_id",
        "Salesperson": "deal.owner_id",
        "Stage": "deal.stage",
        "Expected Revenue": "deal.amount",
        "Probability": "deal.probability",
        "Lost Reason": "deal.lost_reason",
        "Active": "deal.is_active",
        "Created on": "deal.created_at",
        "Closed Date": "deal.closed_at",
        "Campaign": "deal.campaign_id",
        "Source": "deal.channel",
    },
    ignore=(
        "Sales Team",
        "Medium",
        "Expected Closing",
        "Tags",
        "Phone",
        "Contact Name",
        "Type",
        "Assignment Date",
        "Conversion Date",
        "Priority",
    ),
    marks=("Opportunity", "Salesperson", "Expected Revenue"),
)

_PARTNER = KnownObject(
    "res.partner",
    "contact",
    {
        "id": "person.source_id",
        "name": "person.name",
        "email": "person.email",
        "phone": "person.phone",
        "function": "person.title",
        "parent_id": "person.account_id",
        "country_id": "person.country",
        "state_id": "person.region",
        "user_id": "person.owner_id",
        "create_date": "person.created_at",
    },
    ignore=("is_company", "company_type", "city", "street", "zip", "mobile", "website", "lang"),
    marks=("function", "parent_id", "email"),
)

_MESSAGE = KnownObject(
    "mail.message",
    "activity",
    {
        "id": "activity.source_id",
        "date": "activity.occurred_at",
        "message_type": "activity.kind",
        "res_id": "activity.deal_id",
        "author_id": "activity.member_id",
        "subject": "activity.subject",
    },
    ignore=("model", "body", "email_from", "subtype_id", "mail_activity_type_id"),
    marks=("message_type", "res_id", "model"),
    when=(("", "model", ("crm.lead",)),),
)

_CAMPAIGN = KnownObject(
    "utm.campaign",
    "campaign",
    {"id": "campaign.source_id", "name": "campaign.name", "title": "campaign.name"},
    ignore=("user_id", "stage_id", "tag_ids", "is_auto_campaign", "color"),
    marks=("name", "is_auto_campaign"),
)

CONNECTOR = Connector(
    "odoo", "Odoo", (_OPPORTUNITY, _LEAD, _LABELLED, _PARTNER, _MESSAGE, _CAMPAIGN)
)
