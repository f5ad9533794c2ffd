"""What many Salesforce objects share: names of humans, and stamps nobody reads."""

_WHO = {
    "FirstName": "{0}.first_name",
    "LastName": "{0}.last_name",
    "Name": "{0}.name",
    "Email": "{0}.email",
}
STAMPS = (
    "LastModifiedDate", "LastModifiedById", "SystemModstamp", "LastViewedDate",
    "LastReferencedDate", "CreatedById", "RecordTypeId", "LastActivityDate", "PhotoUrl",
)  # fmt: skip


def who(noun: str) -> dict[str, str]:
    """Give the headers by which a human is known, for a noun."""
    return {header: target.format(noun) for header, target in _WHO.items()}
