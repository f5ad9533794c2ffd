"""Opportunities of Salesforce, their moves, and what belongs to them."""

from sameroom.connectors.connector import KnownObject
from sameroom.connectors.salesforce.common import STAMPS

_DEAL_COLUMNS = {
    "Id": "deal.source_id",
    "AccountId": "deal.account_id",
    "Name": "deal.name",
    "StageName": "deal.stage",
    "Amount": "deal.amount",
    "CurrencyIsoCode": "deal.currency",
    "Probability": "deal.probability",
    "CloseDate": "deal.closed_at",
    "CreatedDate": "deal.created_at",
    "LeadSource": "deal.channel",
    "IsClosed": "deal.is_closed",
    "IsWon": "deal.is_won",
    "Type": "deal.kind",
    "OwnerId": "deal.owner_id",
    "CampaignId": "deal.campaign_id",
    "ContactId": "deal.person_id",
    "IsDeleted": "deal.is_deleted",
}

_DEAL = KnownObject(
    "Opportunity",
    "deal",
    _DEAL_COLUMNS,
    ignore=(
        *STAMPS,
        "ExpectedRevenue",
        "ForecastCategory",
        "ForecastCategoryName",
        "NextStep",
        "Description",
        "Fiscal",
        "FiscalQuarter",
        "FiscalYear",
        "HasOpenActivity",
        "HasOverdueTask",
        "SyncedQuoteId",
        "Pricebook2Id",
        "Territory2Id",
    ),
    marks=("StageName", "IsWon", "CloseDate"),
)

_VERSIONS = KnownObject(
    "opportunity_history",
    "stage_change",
    {
        "Id": "stage_change.subject_id",
        "_fivetran_start": "stage_change.changed_at",
        "StageName": "stage_change.to_stage",
    },
    ignore=(
        *STAMPS,
        *(h for h in _DEAL_COLUMNS if h not in {"Id", "StageName"}),
        "ExpectedRevenue",
        "ForecastCategory",
        "NextStep",
        "Description",
        "Fiscal",
        "_fivetran_end",
    ),
    marks=("StageName", "_fivetran_start", "IsWon"),
    constants=(("stage_change.subject", "deal"),),
)

_HISTORY = KnownObject(
    "OpportunityHistory",
    "stage_change",
    {
        "Id": "stage_change.source_id",
        "OpportunityId": "stage_change.subject_id",
        "CreatedById": "stage_change.changed_by_id",
        "CreatedDate": "stage_change.changed_at",
        "StageName": "stage_change.to_stage",
        "IsDeleted": "stage_change.is_deleted",
    },
    ignore=(
        "Amount",
        "ExpectedRevenue",
        "CloseDate",
        "Probability",
        "ForecastCategory",
        "SystemModstamp",
    ),
    marks=("OpportunityId", "StageName", "CreatedDate"),
    constants=(("stage_change.subject", "deal"),),
)


def _field_history(parent: str, noun: str, stage_field: str) -> KnownObject:
    return KnownObject(
        f"{parent}FieldHistory" if parent == "Opportunity" else f"{parent}History",
        "stage_change",
        {
            "Id": "stage_change.source_id",
            f"{parent}Id": "stage_change.subject_id",
            "OldValue": "stage_change.from_stage",
            "NewValue": "stage_change.to_stage",
            "CreatedDate": "stage_change.changed_at",
            "CreatedById": "stage_change.changed_by_id",
        },
        ignore=("Field", "IsDeleted", "DataType"),
        marks=("Field", "OldValue", "NewValue", f"{parent}Id"),
        constants=(("stage_change.subject", noun),),
        when=(("", "Field", (stage_field,)),),
    )


_ROLE = KnownObject(
    "OpportunityContactRole",
    "deal",
    {"OpportunityId": "deal.source_id", "ContactId": "deal.person_id"},
    ignore=("Id", "Role", "IsPrimary", "CreatedDate", "IsDeleted"),
    marks=("OpportunityId", "ContactId", "IsPrimary"),
    completes=True,
)

_LINE = KnownObject(
    "OpportunityLineItem",
    "deal",
    {"OpportunityId": "deal.source_id", "Product2Id": "deal.product_id"},
    ignore=(
        *STAMPS,
        "Quantity",
        "TotalPrice",
        "UnitPrice",
        "ListPrice",
        "PricebookEntryId",
        "ProductCode",
        "Discount",
        "ServiceDate",
        "SortOrder",
        "Name",
        "Description",
    ),
    marks=("OpportunityId", "UnitPrice", "PricebookEntryId"),
    completes=True,
)

_PRODUCT = KnownObject(
    "Product2",
    "product",
    {
        "Id": "product.source_id",
        "Name": "product.name",
        "Family": "product.family",
        "IsActive": "product.is_active",
        "IsDeleted": "product.is_deleted",
    },
    ignore=(
        *STAMPS,
        "ProductCode",
        "Description",
        "CreatedDate",
        "StockKeepingUnit",
        "QuantityUnitOfMeasure",
    ),
    marks=("ProductCode", "Family"),
)

SELLING = (
    _DEAL, _VERSIONS, _HISTORY, _ROLE, _LINE, _PRODUCT,
    _field_history("Opportunity", "deal", "stagename"),
    _field_history("Lead", "lead", "status"),
)  # fmt: skip
