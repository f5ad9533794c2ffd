"""The card of Salesforce: Data Export files with API names, and the same in snake_case."""

from sameroom.connectors.connector import Connector
from sameroom.connectors.salesforce.people import PEOPLE
from sameroom.connectors.salesforce.selling import SELLING
from sameroom.connectors.salesforce.work import WORK

CONNECTOR = Connector("salesforce", "Salesforce", (*PEOPLE, *SELLING, *WORK))
