"""Who may call what: what stands beside the operations themselves."""

from sameroom.webkit.tests.kinds import NONE, Matrix, Operations

PAGES = ()
MATRIX: Matrix = {"api_nothing": (("/api/v2/readings", NONE, "get"),)}
OPERATIONS: Operations = {}
