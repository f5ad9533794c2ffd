"""Tasks, events and campaigns of Salesforce, and the objects that are passed over."""

from sameroom.connectors.connector import KnownObject
from sameroom.connectors.salesforce.common import STAMPS

_TASK = KnownObject(
    "Task",
    "activity",
    {
        "Id": "activity.source_id",
        "WhoId": "activity.person_id",
        "WhatId": "activity.deal_id",
        "AccountId": "activity.account_id",
        "OwnerId": "activity.member_id",
        "Subject": "activity.subject",
        "TaskSubtype": "activity.kind",
        "CompletedDateTime": "activity.occurred_at",
        "ActivityDate": "activity.occurred_at",
        "CallDisposition": "activity.outcome",
        "CallDurationInSeconds": "activity.minutes",
        "CallType": "activity.direction",
        "IsDeleted": "activity.is_deleted",
    },
    ignore=(*STAMPS, "Type", "Status", "Priority", "CreatedDate", "Description"),
    marks=("WhoId", "TaskSubtype"),
    fallbacks=(("ActivityDate", "CompletedDateTime"),),
)

_EVENT = KnownObject(
    "Event",
    "activity",
    {
        "Id": "activity.source_id",
        "WhoId": "activity.person_id",
        "WhatId": "activity.deal_id",
        "AccountId": "activity.account_id",
        "OwnerId": "activity.member_id",
        "Subject": "activity.subject",
        "Type": "activity.kind",
        "StartDateTime": "activity.occurred_at",
        "DurationInMinutes": "activity.minutes",
        "IsDeleted": "activity.is_deleted",
    },
    ignore=(
        *STAMPS,
        "ActivityDate",
        "ActivityDateTime",
        "EndDateTime",
        "Location",
        "IsPrivate",
        "EventSubtype",
        "ShowAs",
        "Description",
        "CreatedDate",
    ),
    marks=("WhoId", "StartDateTime"),
    constants=(("activity.kind", "meeting"),),
)

_CAMPAIGN = KnownObject(
    "Campaign",
    "campaign",
    {
        "Id": "campaign.source_id",
        "Name": "campaign.name",
        "Type": "campaign.kind",
        "Status": "campaign.status",
        "StartDate": "campaign.starts_on",
        "EndDate": "campaign.ends_on",
        "BudgetedCost": "campaign.budget",
        "IsDeleted": "campaign.is_deleted",
    },
    ignore=(
        *STAMPS,
        "ActualCost",
        "ExpectedRevenue",
        "NumberSent",
        "IsActive",
        "OwnerId",
        "Description",
        "CreatedDate",
        "ParentId",
        "ExpectedResponse",
    ),
    marks=("BudgetedCost", "StartDate"),
)

_MEMBER_OF_CAMPAIGN = KnownObject(
    "CampaignMember",
    "touch",
    {
        "Id": "touch.source_id",
        "CampaignId": "touch.campaign_id",
        "ContactId": "touch.person_id",
        "LeadId": "touch.person_id",
        "FirstRespondedDate": "touch.occurred_at",
        "IsDeleted": "touch.is_deleted",
    },
    ignore=(*STAMPS, "Status", "HasResponded", "CreatedDate", "CompanyOrAccount", "AccountId"),
    marks=("CampaignId", "LeadId", "ContactId"),
    constants=(("touch.kind", "event"),),
    when=(("", "FirstRespondedDate", ()),),
)

_OWN_RECORDS = (
    ("account_history", ("Industry", "_fivetran_start", "NumberOfEmployees")),
    ("Order", ("OrderNumber", "EffectiveDate", "TotalAmount")),
    ("UserRole", ("ParentRoleId", "DeveloperName", "RollupDescription")),
    ("contact_history", ("LastName", "_fivetran_start", "AccountId")),
)


def _passed_over(name: str, marks: tuple[str, ...]) -> KnownObject:
    return KnownObject(
        name,
        "",
        ignore=(*STAMPS, *marks, "Id", "Name", "IsDeleted"),
        marks=marks,
        why="holds nothing that a measure reads",
    )


WORK = (
    _TASK, _EVENT, _CAMPAIGN, _MEMBER_OF_CAMPAIGN,
    *(_passed_over(name, marks) for name, marks in _OWN_RECORDS),
)  # fmt: skip
