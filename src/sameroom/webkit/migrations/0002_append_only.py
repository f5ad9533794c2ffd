"""The database itself refuses to change or delete what the audit log holds."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSED = "the audit log is only ever added to"
SQLITE = [
    f"create trigger audit_no_{verb} before {verb} on webkit_auditentry "
    f"begin select raise(abort, '{REFUSED}'); end"
    for verb in ("update", "delete")
]
POSTGRES = [
    "create function audit_refuse() returns trigger language plpgsql as "
    f"$$ begin raise exception '{REFUSED}'; end $$",
    "create trigger audit_append_only before update or delete on webkit_auditentry "
    "for each row execute function audit_refuse()",
]


def refuse(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Makes the log append-only."""

    dependencies = [("webkit", "0001_initial")]
    operations = [migrations.RunPython(refuse)]
