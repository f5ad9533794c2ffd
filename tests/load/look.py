"""Tells what became of some leads: `look.py STORE PLAN`, in a process of its own."""

import json
import sys
from pathlib import Path


def main(store: Path, plan: Path) -> None:
    """Print what the database holds of the leads that were to be decided."""
    from sameroom.site import running

    running.set_up(store=store)
    from django.db.models import Count, Q

    from sameroom.handoff.web.models import Act, Case

    ids = [int(case[0]) for case in json.loads(plan.read_text("utf-8"))["leads"]["cases"]]
    acts = Count("act", filter=Q(act__move="accept", act__is_undone=False))
    rows = Case.objects.filter(pk__in=ids).annotate(acts=acts)
    told = {
        "cases": {row.pk: {"state": row.state, "acts": row.acts} for row in rows},
        "left": Act.objects.filter(appended_at=None, is_undone=False).count(),
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
