"""Who may call what: every address of caretaking, for the matrix of rights."""

from sameroom.webkit.tests.kinds import ADMIN, ALL, Matrix

PAGES: tuple[str, ...] = ("/erase",)
MATRIX: Matrix = {
    "health": (("/health", ALL, "get"),),
    "ready": (("/health/ready", ALL, "get"),),
    "erase": (("/erase", ADMIN, "get"),),
    "metrics": (("/metrics", ALL, "get"),),  # from this machine; test_health.py knows the others
}
