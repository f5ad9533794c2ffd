"""Writes the metrics as Prometheus reads them: requests of all processes, and the gauges."""

import os
from collections.abc import Iterator
from datetime import datetime

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from sameroom.discover import of_web_halves
from sameroom.webkit.gauges import Gauge

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # the library's own; `sameroom up` sets it


def write(*, now: datetime) -> bytes:
    """Write what is known now."""
    registry: CollectorRegistry = REGISTRY
    if os.environ.get(SHARED):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library's
    told = CollectorRegistry()
    told.register(_Asked(now))
    return generate_latest(registry) + generate_latest(told)


class _Asked:
    """The gauges of every part, asked when somebody reads them."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def describe(self) -> list[GaugeMetricFamily]:
        """Say nothing before it is asked for."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Ask every part that has `gauges.py`."""
        families: dict[str, GaugeMetricFamily] = {}
        for one in list_gauges(now=self._now):
            name = f"sameroom_{one.name}"
            if name not in families:
                families[name] = GaugeMetricFamily(name, one.meaning, labels=list(one.labels))
            families[name].add_metric(list(one.labels.values()), one.value)
        yield from families.values()


def list_gauges(*, now: datetime) -> Iterator[Gauge]:
    """List the gauges of every part of the room."""
    for half in of_web_halves("gauges"):
        yield from half.list_gauges(now=now)
