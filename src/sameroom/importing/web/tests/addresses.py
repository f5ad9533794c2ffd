"""Who may call what: every address of imports, for the matrix of rights."""

from datetime import datetime

from sameroom.importing.found import CameIn, File, Found, Noun, to_text
from sameroom.importing.web.jobs import errors_of
from sameroom.importing.web.models import Bringing, Remembered, State
from sameroom.webkit.tests.kinds import NONE, RUN, Matrix, Operations

PAGES = ("/imports", "/imports/mappings")
MATRIX: Matrix = {
    "imports": (("/imports", RUN, "get"),),
    "import_mappings": (("/imports/mappings", RUN, "get"),),
    "forget_mapping": (
        ("/imports/mappings/{remembered}/forget", RUN, "post"),
        ("/imports/mappings/999999/forget", NONE, "post"),
    ),
    "import": (
        ("/imports/{planned}", RUN, "get"),
        ("/imports/{done}", RUN, "get"),
        ("/imports/999999", NONE, "get"),
    ),
    "import_progress": (("/imports/{done}/progress", RUN, "get"),),
    "import_answers": (
        ("/imports/{planned}/answers", RUN, "post"),
        ("/imports/999999/answers", NONE, "post"),
    ),
    "import_agreement": (
        ("/imports/{planned}/agreement", RUN, "post"),
        ("/imports/999999/agreement", NONE, "post"),
    ),
    "import_file": (
        ("/imports/{planned}/files/0", RUN, "get"),
        ("/imports/{planned}/files/9", NONE, "get"),
        ("/imports/{done}/files/0", RUN, "get"),
    ),
    "import_run": (
        ("/imports/{planned}/run", RUN, "post"),
        ("/imports/999999/run", NONE, "post"),
    ),
    "import_drop": (("/imports/{planned}/drop", RUN, "post"),),
    "import_undo": (
        ("/imports/{done}/undo", RUN, "get"),
        ("/imports/{planned}/undo", RUN, "get"),
    ),
    "import_errors": (
        ("/imports/{done}/errors/0", RUN, "get"),
        ("/imports/{done}/errors/1", NONE, "get"),
        ("/imports/{planned}/errors/0", NONE, "get"),
    ),
}
ANY: dict[str, str] = {"If-Match": "*"}
OPERATIONS: Operations = {
    "list_imports": (("/imports", RUN, "get"),),
    "get_import": (("/imports/{planned}", RUN, "get"), ("/imports/999999", NONE, "get")),
    "list_errors": (
        ("/imports/{done}/errors/0", RUN, "get"), ("/imports/{done}/errors/1", NONE, "get"),
        ("/imports/{planned}/errors/0", NONE, "get"),
    ),
    "run_import": (
        ("/imports/{planned}/run", RUN, "post", {}, ANY),
        ("/imports/999999/run", NONE, "post", {}, ANY),
    ),
    "undo_import": (
        ("/imports/{done}/undo", RUN, "post", {}, ANY),
        ("/imports/999999/undo", NONE, "post", {}, ANY),
    ),
}  # fmt: skip


def examples(now: datetime) -> dict[str, object]:
    """Make a plan that waits and an import that is done."""
    file = File(
        "leads.csv", "leads", "files", "files", "leads", ("lead", "person"), "so", 0.9, 8, 7, 0,
        0, 1, 0, (), (), (),
    )  # fmt: skip
    found = Found((file,), (), (Noun("lead", 7, 0, 0),), (), "EUR", "so", (), (), {})
    planned, done = (
        Bringing.objects.create(
            title="leads.csv", folder="/nowhere", file_count=1, byte_count=9, brought_at=now,
            state=state, found=to_text(found), run_id="r000001" if state == State.DONE else "",
            came_in=to_text(CameIn((("lead", 7),), ("leads.csv.errors.csv",)))
            if state == State.DONE else "",
        )
        for state in (State.PLANNED, State.DONE)
    )  # fmt: skip
    errors = errors_of(done.pk) / "leads.csv.errors.csv"
    errors.parent.mkdir(parents=True, exist_ok=True)
    errors.write_text("line\n")
    rule = '[[file]]\npath = "leads.csv"\nfills = ["lead"]\n[file.columns]\nNo = "ignore"\n'
    kept = Remembered.objects.create(shape=f"s{planned.pk}", rule=rule, said_at=now)
    return {"planned": planned.pk, "done": done.pk, "remembered": kept.pk}
