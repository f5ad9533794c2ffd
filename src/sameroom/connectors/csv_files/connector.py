"""The card of unknown tools. It lists no objects: `shapes` says what their files can be."""

from sameroom.connectors.connector import Connector

CONNECTOR = Connector("csv_files", "Files of any tool")
