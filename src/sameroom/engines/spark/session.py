"""Opens a Spark session with the settings under which it answers as the embedded engine does."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sameroom.errors import SameroomError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LEAST_JAVA = 17
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    # Spark's check of its own plans refuses two of the larger questions, which it answers well.
    "spark.sql.lightweightPlanChangeValidation": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    # What comes to this process is bounded twice: by rows in the engine, and by bytes here.
    "spark.driver.maxResultSize": "1g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
KINDS = ("local", "yarn", "k8s://", "spark://")


def check_master(master: str) -> None:
    """See that a cluster can be asked from here at all, before anything else is done.

    Raises:
        SameroomError: when the address is none, or Spark or Java is missing.
    """
    if not master.startswith(KINDS):
        raise SameroomError(
            f'"{master}" is not an address of a Spark cluster.',
            where="--engine",
            remedy="Write spark://HOST:PORT, yarn, k8s://…, local[N], or embedded.",
        )
    if find_spec("pyspark") is None:
        raise SameroomError(
            "Spark is not installed.",
            where=f"--engine {master}",
            remedy="Run pip install 'sameroom[spark]', then try again.",
        )
    _look_for_java(master)


def open_session(*, master: str, settings: dict[str, str]) -> "SparkSession":
    """Connect to a cluster.

    Args:
        master: Spark's address of the cluster, such as `spark://host:7077` or `local[2]`.
        settings: Spark settings of the caller's own, which win over ours.

    Raises:
        SameroomError: when the cluster does not answer.
    """
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("sameroom")
    for name, content in {**SETTINGS, **settings}.items():
        builder = builder.config(name, content)
    try:
        return builder.getOrCreate()
    except Exception as error:  # whatever the cluster's client raises, Java's own errors included
        raise SameroomError(
            f"the cluster does not answer: {str(error).splitlines()[0]}",
            where=f"--engine {master}",
            remedy="Check the address, and that its master runs the same version of Spark.",
        ) from error


def find_java() -> str | None:
    """Find the Java that Spark would start; None when there is none."""
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else shutil.which("java")


def java_version(java: str) -> int:
    """Tell the major version of a Java, such as 17; 0 when it does not say."""
    try:
        told = subprocess.run(  # noqa: S603, the Java that Spark itself would start
            [java, "-version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    words = told.stderr.split('"')
    number = words[1].split(".")[0] if len(words) > 1 else ""
    return int(number) if number.isdigit() else 0


def _look_for_java(master: str) -> None:
    java = find_java()
    if java and java_version(java) >= LEAST_JAVA:
        return
    raise SameroomError(
        f"Spark needs Java {LEAST_JAVA} or later, and "
        + ("this one is older." if java else "there is none on this machine."),
        where=f"--engine {master}",
        remedy="Install it (Debian: openjdk-17-jre-headless), or set JAVA_HOME to one.",
    )
