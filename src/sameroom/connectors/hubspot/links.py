"""HubSpot's link tables, which complete other rows, and the tables that say nothing we measure."""

from sameroom.connectors.connector import KnownObject


def _link(first: str, second: str, shape: str, target: str) -> KnownObject:
    return KnownObject(
        f"{first}_{second}",
        shape,
        {
            f"{first}_id": f"{_NOUNS[shape]}.source_id",
            f"{second}_id": target,
        },
        ignore=("type_id", "category", "engagement_type"),
        marks=(f"{first}_id", f"{second}_id", "category"),
        completes=True,
    )


_NOUNS = {"deal": "deal", "activity": "activity", "ticket": "ticket"}

LINKS = (
    _link("deal", "company", "deal", "deal.account_id"),
    _link("deal", "contact", "deal", "deal.person_id"),
    _link("engagement", "company", "activity", "activity.account_id"),
    _link("engagement", "contact", "activity", "activity.person_id"),
    _link("engagement", "deal", "activity", "activity.deal_id"),
    _link("ticket", "company", "ticket", "ticket.account_id"),
    _link("ticket", "contact", "ticket", "ticket.person_id"),
)


def _nothing(name: str, *marks: str) -> KnownObject:
    return KnownObject(
        name, "", ignore=("id", *marks), marks=marks, why="holds nothing that a measure reads"
    )


PASSED_OVER = (
    _nothing("company_property_history", "company_id", "name", "value", "source_id"),
    _nothing("ticket_property_history", "ticket_id", "name", "value", "source_id"),
    _nothing("contact_list", "list_version", "processing_type", "object_type_id"),
    _nothing("contact_list_member", "contact_id", "contact_list_id", "added_at"),
    _nothing("deal_pipeline", "pipeline_id", "display_order", "label"),
    _nothing("deal_pipeline_stage", "stage_id", "closed_won", "label"),
    _nothing("ticket_pipeline", "pipeline_id", "object_type_id", "label"),
    _nothing("ticket_pipeline_stage", "stage_id", "ticket_state", "label"),
    _nothing("email_event_bounce", "category", "status", "response"),
    _nothing("email_event_deferred", "attempt", "response"),
    _nothing("email_event_delivered", "response", "smtp_id"),
    _nothing("email_event_dropped", "drop_reason", "drop_message"),
    _nothing("email_event_forward", "browser", "location", "ip_address", "user_agent"),
    _nothing("email_event_open", "duration", "browser", "ip_address", "user_agent"),
    _nothing("email_event_sent", "bcc", "cc", "reply_to"),
    _nothing("email_event_spam_report", "ip_address", "user_agent"),
    _nothing("email_event_status_change", "portal_subscription_status", "bounced", "requested_by"),
    _nothing("form", "guid", "form_type", "submit_text"),
    _nothing("merged_deal", "deal_id", "merged_deal_id"),
    _nothing("owner_team", "owner_id", "team_id", "is_team_primary"),
    _nothing("property", "hubspot_defined", "field_type", "group_name"),
    _nothing("property_option", "property_id", "display_order", "hidden"),
    _nothing("role", "name", "requires_billing_write"),
    _nothing("team_user", "user_id", "team_id", "is_secondary_user"),
    _nothing("team", "name", "_fivetran_synced"),
    _nothing("ticket_deal", "ticket_id", "deal_id", "category"),
    _nothing("ticket_engagement", "ticket_id", "engagement_id", "category"),
)
