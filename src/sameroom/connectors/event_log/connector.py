"""The card of event logs (XES, IEEE 1849): each event is a stage that a case entered."""

from sameroom.connectors.connector import Connector, KnownObject

_EVENTS = KnownObject(
    "event log",
    "stage_change",
    {
        "case:concept:name": "stage_change.subject_id",
        "concept:name": "stage_change.to_stage",
        "time:timestamp": "stage_change.changed_at",
        "org:resource": "stage_change.changed_by_id",
        "event:position": "stage_change.position",
    },
    ignore=("lifecycle:transition", "org:group", "org:role", "EventID", "Action", "EventOrigin"),
    marks=("case:concept:name", "concept:name", "time:timestamp"),
    constants=(("stage_change.subject", "deal"),),
)

CONNECTOR = Connector("event_log", "Event log (XES)", (_EVENTS,))
