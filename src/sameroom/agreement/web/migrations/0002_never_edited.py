"""The database itself refuses to change what was proposed or signed, and who signed it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

EDITED = "what was proposed or signed is never edited"
SIGNED = "a signature is never changed"
OF_VERSION = "agreement_version"
OF_SIGNATURE = "agreement_signature"
OF_CLAUSE = "agreement_clausework"
HAS_SIGNATURES = f"exists (select 1 from {OF_SIGNATURE} where version_id = old.id)"
IS_EDIT = (
    "old.state <> 'draft' and (new.text <> old.text or new.label <> old.label "
    "or coalesce(cast(new.holds_from as text), '') <> coalesce(cast(old.holds_from as text), '') "
    f"or (new.state = 'draft' and (old.state <> 'proposed' or {HAS_SIGNATURES})) "
    "or (old.state in ('superseded', 'withdrawn') and new.state <> old.state))"
)
STATE_OF = "(select state from {table} where id = {row}.version_id)".format
IS_CLOSED = STATE_OF(table=OF_VERSION, row="{row}") + " <> 'draft'"
IS_NOT_PROPOSED = STATE_OF(table=OF_VERSION, row="new") + " <> 'proposed'"

# Name, table, before which verb, when, what is said.
RULES = (
    ("version_no_edit", OF_VERSION, "update", IS_EDIT, EDITED),
    ("version_no_delete", OF_VERSION, "delete", "old.state <> 'draft'", EDITED),
    ("signature_no_edit", OF_SIGNATURE, "update", "1 = 1", SIGNED),
    ("signature_no_delete", OF_SIGNATURE, "delete", "1 = 1", SIGNED),
    ("signature_in_time", OF_SIGNATURE, "insert", IS_NOT_PROPOSED, "only what is proposed is signed"),
    ("clause_no_edit", OF_CLAUSE, "update", IS_CLOSED.format(row="old"), EDITED),
    ("clause_no_delete", OF_CLAUSE, "delete", IS_CLOSED.format(row="old"), EDITED),
    ("clause_no_insert", OF_CLAUSE, "insert", IS_CLOSED.format(row="new"), EDITED),
)  # fmt: skip


def refuse(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    for name, table, verb, when, said in RULES:
        if editor.connection.vendor == "postgresql":
            back = "old" if verb == "delete" else "new"
            editor.execute(
                f"create function agreement_{name}() returns trigger language plpgsql as "
                f"$$ begin if {when} then raise exception '{said}'; end if; return {back}; end $$"
            )
            editor.execute(
                f"create trigger {name} before {verb} on {table} "
                f"for each row execute function agreement_{name}()"
            )
        else:
            editor.execute(
                f"create trigger {name} before {verb} on {table} when {when} "
                f"begin select raise(abort, '{said}'); end"
            )


class Migration(migrations.Migration):
    """Makes versions that were proposed, and signatures, unchangeable."""

    dependencies = [("agreement", "0001_initial")]
    operations = [migrations.RunPython(refuse)]
