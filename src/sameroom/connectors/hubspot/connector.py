"""The card of HubSpot: what `labels.py`, `tables.py` and `links.py` say together."""

from sameroom.connectors.connector import Connector
from sameroom.connectors.hubspot.labels import LABELLED
from sameroom.connectors.hubspot.links import LINKS, PASSED_OVER
from sameroom.connectors.hubspot.tables import TABLES

CONNECTOR = Connector("hubspot", "HubSpot", (*LABELLED, *TABLES, *LINKS, *PASSED_OVER))
