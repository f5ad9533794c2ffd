"""What each measure would read in the planted company, worked out from what really happened.

The same functions serve twice: on one company's history they give the value that came about; on
a company a great many times as large they give the value behind it, which intervals must hold.
They know nothing of exports, facts and SQL: they read the arrays of the history itself.
"""

from sameroom.simulator.approach_estimands import list_approach_estimands
from sameroom.simulator.attribution_estimands import list_attribution_estimands
from sameroom.simulator.content_estimands import list_content_estimands
from sameroom.simulator.customer_estimands import list_customer_estimands
from sameroom.simulator.effort_estimands import list_effort_estimands
from sameroom.simulator.fit_estimands import list_fit_estimands
from sameroom.simulator.handoff_estimands import list_handoff_estimands
from sameroom.simulator.process_estimands import list_process_estimands
from sameroom.simulator.pursuit_estimands import list_pursuit_estimands
from sameroom.simulator.record_estimands import list_record_estimands
from sameroom.simulator.result_estimands import list_result_estimands
from sameroom.simulator.steps import list_step_estimands
from sameroom.simulator.timing_estimands import list_timing_estimands
from sameroom.simulator.traces import draw_own_acts, draw_own_touches
from sameroom.simulator.truth import Estimand
from sameroom.simulator.walk_estimands import list_walk_estimands
from sameroom.simulator.world import World


def list_estimands(*, world: World, scale: float = 1.0) -> list[Estimand]:
    """List every estimand with its value in a history.

    Args:
        world: the history.
        scale: how many times as large it is as the company that is asked about.
    """
    acts, touches = draw_own_acts(world=world), draw_own_touches(world=world)
    return [
        *list_handoff_estimands(world=world, acts=acts),
        *list_pursuit_estimands(world=world),
        *list_result_estimands(world=world, scale=scale, acts=acts),
        *list_record_estimands(world=world),
        *list_step_estimands(world=world),
        *list_process_estimands(world=world),
        *list_attribution_estimands(world=world),
        *list_approach_estimands(world=world),
        *list_customer_estimands(world=world),
        *list_walk_estimands(world=world, acts=acts),
        *list_content_estimands(world=world),
        *list_fit_estimands(world=world, acts=acts),
        *list_effort_estimands(world=world, acts=acts),
        *list_timing_estimands(world=world, acts=acts, touches=touches, scale=scale),
    ]
