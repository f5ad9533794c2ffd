"""Who may call what: every address of the room, for the matrix of rights."""

from datetime import datetime

from sameroom.record.web.models import Shown
from sameroom.webkit.tests.kinds import (
    ADMIN,
    INSIDE,
    NONE,
    RUN,
    SIGNED_IN,
    WHOLE,
    Matrix,
    Operations,
)

PAGES = (
    "/", "/readings/acceptance", "/readings/who_buys", "/readings/acceptance/rows/1",
    "/data", "/quality", "/log", "/eyes", "/patterns", "/search",
    "/search?q=a", "/set-up/", "/set-up/your/data",
)  # fmt: skip
MATRIX: Matrix = {
    "patterns": (("/patterns", ADMIN, "get"),),
    "search": (("/search", INSIDE, "get"), ("/search?q=ac", INSIDE, "get")),
    "first_page": (("/", SIGNED_IN, "get"),),
    "progress": (("/progress", INSIDE, "get"),),
    "reading": (("/readings/acceptance", INSIDE, "get"), ("/readings/nothing", NONE, "get")),
    "rows": (
        ("/readings/acceptance/rows/1", INSIDE, "get"),
        ("/readings/acceptance/rows/2", NONE, "get"),
    ),
    "rows_file": (
        ("/readings/acceptance/rows/1.csv", INSIDE, "get"),
        ("/readings/acceptance/rows/2.csv", NONE, "get"),
    ),
    "quality": (("/quality", RUN, "get"),),
    "report": (("/report/", WHOLE, "get"),),
    "report_file": (
        ("/report/evidence/a.csv", WHOLE, "get"),
        ("/report/../room.sqlite3", NONE, "get"),
        ("/report/record/room/secret-key", NONE, "get"),
        ("/report/%2e%2e/secret-key", NONE, "get"),
    ),
    "data": (("/data", RUN, "get"),),
    "refresh": (("/data/refresh", RUN, "post"),),
    "set_up_work": (("/set-up/", ADMIN, "get"),),
    "set_up_data": (("/set-up/your/data", ADMIN, "get"),),
    "eyes": (("/eyes", NONE, "get"),),  # only where the company is invented
    "choose_eyes": (("/eyes/a-guess", NONE, "get"),),
    "log": (("/log", ADMIN, "get"),),
    "log_export": (("/log/export", ADMIN, "post"),),
}
OPERATIONS: Operations = {
    "get_quality": (("/quality", RUN, "get"),),
    "list_measures": (("/readings", INSIDE, "get"),),
    "get_measure": (("/readings/acceptance", INSIDE, "get"), ("/readings/nothing", NONE, "get")),
    "list_parts": (("/readings/acceptance/parts", INSIDE, "get"),),
    "list_history": (("/readings/acceptance/history", INSIDE, "get"),),
    "list_rows": (
        ("/readings/acceptance/rows/1", INSIDE, "get"),
        ("/readings/acceptance/rows/2", NONE, "get"),
    ),
    "list_refreshes": (("/refreshes", RUN, "get"),),
    "get_refresh": (("/refreshes/{refresh}", RUN, "get"), ("/refreshes/999999", NONE, "get")),
    "ask_refresh": (("/refreshes", RUN, "post"),),
}


def examples(now: datetime) -> dict[str, object]:
    """Name the refresh that is shown."""
    return {"refresh": Shown.objects.get().generation}
