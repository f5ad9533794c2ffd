"""HubSpot's objects as a loading tool lands them: internal names in snake_case."""

from sameroom.connectors.connector import KnownObject

_MOVES = ("lifecyclestage", "hs_lead_status", "dealstage", "hs_pipeline_stage")

_CONTACT = KnownObject(
    "contact",
    "contact",
    {
        "id": "person.source_id + lead.source_id",
        "_fivetran_deleted": "person.is_deleted + lead.is_deleted",
        "property_email": "person.email",
        "property_firstname": "person.first_name",
        "property_lastname": "person.last_name",
        "property_jobtitle": "person.title",
        "property_phone": "person.phone",
        "property_company": "person.account_id + lead.account_id",
        "property_country": "person.country",
        "property_state": "person.region",
        "property_createdate": "person.created_at + lead.created_at",
        "property_lifecyclestage": "person.lifecycle_stage",
        "property_hs_lead_status": "lead.status",
        "property_hs_analytics_source": "person.first_channel + lead.channel",
        "property_hubspotscore": "lead.score",
        "property_hs_analytics_first_touch_converting_campaign": "lead.campaign_id",
        "property_hubspot_owner_id": "person.owner_id + lead.owner_id",
        "property_associatedcompanyid": "person.account_id + lead.account_id",
        "property_hs_buying_role": "person.buying_role",
        "property_hs_persona": "person.persona",
    },
    ignore=(
        "property_email_1",
        "property_annualrevenue",
        "property_hs_merged_object_ids",
        "property_created_at",
        "property_first_conversion_date",
    ),
    marks=("property_email", "property_createdate"),
)

_COMPANY = KnownObject(
    "company",
    "account",
    {
        "id": "account.source_id",
        "is_deleted": "account.is_deleted",
        "property_name": "account.name",
        "property_domain": "account.domain",
        "property_industry": "account.industry",
        "property_numberofemployees": "account.employees",
        "property_annualrevenue": "account.annual_revenue",
        "property_country": "account.country",
        "property_state": "account.region",
        "property_phone": "account.phone",
        "property_hubspot_owner_id": "account.owner_id",
    },
    ignore=(
        "property_description",
        "property_createdate",
        "property_address",
        "property_address_2",
        "property_city",
    ),
    marks=("property_name", "property_industry"),
)

_DEAL = KnownObject(
    "deal",
    "deal",
    {
        "deal_id": "deal.source_id",
        "is_deleted": "deal.is_deleted",
        "deal_pipeline_id": "deal.pipeline",
        "deal_pipeline_stage_id": "deal.stage",
        "owner_id": "deal.owner_id",
        "property_dealname": "deal.name",
        "property_amount": "deal.amount",
        "property_closedate": "deal.closed_at",
        "property_createdate": "deal.created_at",
        "property_dealtype": "deal.kind",
        "property_closed_lost_reason": "deal.lost_reason",
        "property_hs_analytics_source": "deal.channel",
        "property_hs_deal_stage_probability": "deal.probability",
    },
    ignore=("portal_id", "property_description"),
    marks=("deal_id", "property_dealname", "deal_pipeline_stage_id"),
)

_TICKET = KnownObject(
    "ticket",
    "ticket",
    {
        "id": "ticket.source_id",
        "is_deleted": "ticket.is_deleted",
        "property_closed_date": "ticket.closed_at",
        "property_createdate": "ticket.opened_at",
        "property_hs_pipeline_stage": "ticket.status",
        "property_hs_ticket_category": "ticket.category",
        "property_hs_ticket_priority": "ticket.priority",
        "property_hubspot_owner_id": "ticket.member_id",
        "property_subject": "ticket.subject",
        "property_content": "ticket.body",
    },
    ignore=("property_first_agent_reply_date", "property_hs_pipeline"),
    marks=("property_hs_ticket_priority", "property_subject"),
)

_OWNER = KnownObject(
    "owner",
    "member",
    {
        "owner_id": "member.source_id",
        "email": "member.email",
        "first_name": "member.first_name",
        "last_name": "member.last_name",
    },
    ignore=("created_at", "portal_id", "type", "updated_at", "active_user_id"),
    marks=("owner_id", "email", "first_name"),
)

_USERS = KnownObject(
    "users",
    "member",
    {
        "id": "member.source_id",
        "email": "member.email",
        "first_name": "member.first_name",
        "last_name": "member.last_name",
    },
    ignore=("primary_team_id", "role_id"),
    marks=("primary_team_id", "role_id", "email"),
)

_DEAL_MOVES = KnownObject(
    "deal_property_history",
    "stage_change",
    {
        "deal_id": "stage_change.subject_id",
        "timestamp": "stage_change.changed_at",
        "value": "stage_change.to_stage",
    },
    ignore=("name", "source", "source_id"),
    marks=("deal_id", "name", "value", "timestamp"),
    constants=(("stage_change.subject", "deal"),),
    when=(("", "name", _MOVES),),
)

_CONTACT_MOVES = KnownObject(
    "contact_property_history",
    "stage_change",
    {
        "contact_id": "stage_change.subject_id",
        "timestamp": "stage_change.changed_at",
        "value": "stage_change.to_stage",
    },
    ignore=("name", "source", "source_id"),
    marks=("contact_id", "name", "value", "timestamp"),
    constants=(("stage_change.subject", "person"),),
    when=(("", "name", _MOVES),),
)

_DEAL_STAGE = KnownObject(
    "deal_stage",
    "stage_change",
    {
        "deal_id": "stage_change.subject_id",
        "date_entered": "stage_change.changed_at",
        "value": "stage_change.to_stage",
    },
    ignore=("_fivetran_start", "_fivetran_active", "_fivetran_end", "source", "source_id"),
    marks=("deal_id", "date_entered", "value"),
    constants=(("stage_change.subject", "deal"),),
)

_EMAIL_CAMPAIGN = KnownObject(
    "email_campaign",
    "campaign",
    {
        "id": "campaign.source_id",
        "name": "campaign.name",
        "type": "campaign.kind",
        "subject": "campaign.subject",
    },
    ignore=("app_id", "content_id", "num_included", "num_queued", "sub_type", "app_name"),
    marks=("num_included", "content_id"),
    constants=(("campaign.channel", "email"),),
)

_EMAIL_EVENT = KnownObject(
    "email_event",
    "touch",
    {
        "id": "touch.source_id",
        "created": "touch.occurred_at",
        "type": "touch.kind",
        "recipient": "touch.person_id",
        "email_campaign_id": "touch.campaign_id",
    },
    ignore=(
        "app_id",
        "caused_by_created",
        "caused_by_id",
        "obsoleted_by_created",
        "portal_id",
        "obsoleted_by_id",
        "sent_by_created",
        "sent_by_id",
        "filtered_event",
    ),
    marks=("recipient", "email_campaign_id", "caused_by_id"),
    constants=(("touch.channel", "email"),),
)

_CLICK = KnownObject(
    "email_event_click",
    "touch",
    {"id": "touch.source_id", "url": "touch.url"},
    ignore=("referer", "browser", "location", "ip_address", "user_agent"),
    marks=("referer", "user_agent", "url"),
    completes=True,
)

_FORM = KnownObject(
    "contact_form_submission",
    "touch",
    {
        "timestamp": "touch.occurred_at",
        "contact_id": "touch.person_id",
        "conversion_id": "touch.source_id",
        "page_url": "touch.url",
    },
    ignore=("form_id", "page_id", "portal_id", "title"),
    marks=("form_id", "contact_id", "conversion_id"),
    constants=(("touch.kind", "form"), ("touch.channel", "form")),
)

_MERGED_CONTACT = KnownObject(
    "contact_merge_audit",
    "contact",
    {"vid_to_merge": "person.source_id", "canonical_vid": "person.merged_into_id"},
    ignore=(
        "contact_id",
        "entity_id",
        "first_name",
        "last_name",
        "num_properties_moved",
        "timestamp",
        "user_id",
    ),
    marks=("canonical_vid", "vid_to_merge"),
    completes=True,
)

_ENGAGEMENT = KnownObject(
    "engagement",
    "activity",
    {"id": "activity.source_id", "type": "activity.kind"},
    ignore=("portal_id",),
    marks=("id", "type", "portal_id"),
)


def _engagement(name: str, kind: str, marks: tuple[str, ...], **targets: str) -> KnownObject:
    return KnownObject(
        f"engagement_{name}",
        "activity",
        {
            "engagement_id": "activity.source_id",
            "property_hs_timestamp": "activity.occurred_at",
            "property_hubspot_owner_id": "activity.member_id",
            "_fivetran_deleted": "activity.is_deleted",
            **targets,
        },
        ignore=(
            "property_hs_createdate",
            "property_hs_lastmodifieddate",
            "type",
            "property_hubspot_team_id",
        ),
        marks=("engagement_id", *marks),
        constants=(("activity.kind", kind),) if kind else (),
        completes=not kind,
    )


TABLES = (
    _CONTACT, _COMPANY, _DEAL, _TICKET, _OWNER, _USERS, _DEAL_MOVES, _CONTACT_MOVES, _DEAL_STAGE,
    _EMAIL_CAMPAIGN, _EMAIL_EVENT, _CLICK, _FORM, _MERGED_CONTACT, _ENGAGEMENT,
    _engagement("call", "call", ("property_hs_timestamp", "type")),
    _engagement("communication", "message", ("property_hs_timestamp", "type")),
    _engagement("email", "email", ("property_hs_email_subject",),
                property_hs_email_subject="activity.subject"),
    _engagement("note", "note", ("property_hs_note_body",)),
    _engagement("task", "task", ("property_hs_task_type",)),
    _engagement("meeting", "meeting", ("start_time", "meeting_outcome"),
                start_time="activity.occurred_at", meeting_outcome="activity.outcome",
                title="activity.subject"),
)  # fmt: skip
