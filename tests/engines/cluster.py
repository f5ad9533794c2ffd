"""A real Spark cluster on this machine: one master and two workers, each a process of its own."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

WORKERS = 2
WAIT_SECONDS = 180
PATIENCE = 0.5
# A process of minutes does not live to see what Java's second compiler would gain.
QUICKLY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@dataclass(slots=True)
class Cluster:
    """What is running.

    Args:
        url: the address of the master.
        page: the address at which the master tells its state.
        logs: where the processes write what they say.
        processes: the master first, then the workers.
    """

    url: str
    page: str
    logs: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def alive(self) -> int:
        """Count the workers that the master can reach."""
        try:
            with urlopen(self.page, timeout=5) as told:
                found = re.search(r'"aliveworkers"\s*:\s*(\d+)', told.read().decode())
        except OSError:
            return 0
        return int(found.group(1)) if found else 0

    def kill_worker(self, number: int) -> None:
        """Kill a worker and what runs under it, without a warning."""
        os.killpg(self.processes[1 + number].pid, signal.SIGKILL)


@contextmanager
def running(logs: Path) -> Iterator[Cluster]:
    """Start a cluster, wait until its workers are there, and end it with all its processes."""
    port, page = _free_port(), _free_port()
    cluster = Cluster(f"spark://127.0.0.1:{port}", f"http://127.0.0.1:{page}/json/", logs)
    try:
        master = ("master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", page)
        cluster.processes.append(_start(logs, "master", *master))
        for number in range(WORKERS):
            worker = ("worker.Worker", "-c", 1, "-m", "2g", "--host", "127.0.0.1")
            told = (*worker, "--webui-port", _free_port(), "-d", logs / f"work-{number}")
            cluster.processes.append(_start(logs, f"worker-{number}", *told, cluster.url))
        _wait(cluster)
        yield cluster
    finally:
        for process in cluster.processes:
            _end(process)


def _start(logs: Path, name: str, kind: str, *arguments: object) -> subprocess.Popen[bytes]:
    import pyspark

    home = Path(str(pyspark.__file__)).parent
    command = [str(home / "bin/spark-class"), f"org.apache.spark.deploy.{kind}"]
    command += [str(argument) for argument in arguments]
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_JAVA_OPTS": QUICKLY,
        "SPARK_LOCAL_DIRS": str(logs / "local"),
    }
    with (logs / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def _wait(cluster: Cluster) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while cluster.alive() < WORKERS:
        if time.monotonic() > until:
            told = "\n".join(log.read_text()[-2000:] for log in sorted(cluster.logs.glob("*.log")))
            raise RuntimeError(f"the cluster did not come up in {WAIT_SECONDS} s:\n{told}")
        time.sleep(PATIENCE)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
