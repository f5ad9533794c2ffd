"""Several workers take the steps of promises at once and are killed; each step is taken once."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

LEADS, WORKERS, KILLS = 40, 3, int(os.environ.get("SAMEROOM_KILLS", "6"))
BEGIN = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from datetime import timedelta
from sameroom import clock
from sameroom.handoff.web.models import Case, Deadline
from sameroom.people.web.models import User
now = clock.now()
for number, (team, role) in enumerate((("sales", "member"), ("sales", "lead"))):
    User.objects.create(email=f"{number}@x.example", name=role, team=team, role=role,
                        member_id=f"crm:{number}", joined_at=now)
for number in range(LEADS):
    case = Case.objects.create(key=f"crm:l{number}", person_name=f"Buyer {number}",
                               owner_id="crm:0", team="sales", holder="person",
                               handed_over_at=now - timedelta(days=2),
                               decide_by=now - timedelta(hours=1))
    for place, act in enumerate(("notify", "reassign")):
        Deadline.objects.create(case=case, promise="disposition", place=place, act=act,
                                whom="sales lead", due_at=case.decide_by, falls_at=now)
"""
WORK = """
import django, time
django.setup()
from django.db import OperationalError
from sameroom import clock
from sameroom.handoff.web import sweeping
sweeping.MOST = 1
from sameroom.handoff.web.models import Deadline
while Deadline.objects.filter(standing="waiting").exists():
    try:
        sweeping.sweep_once(now=clock.now())
    except OperationalError:  # the file is locked for longer than it waits: the next turn will do
        time.sleep(0.05)
"""
END = """
import django
django.setup()
from collections import Counter
from sameroom.handoff.web.models import Act, Case, Deadline
from sameroom.notice.web.models import Notice
from sameroom.webkit.models import AuditEntry
print(sorted(Counter(Deadline.objects.values_list("standing", flat=True)).items()))
print(sorted(Counter(Counter(Act.objects.values_list("case_id", flat=True)).values()).items()))
print(sorted(set(Case.objects.values_list("owner_id", flat=True))))
print(AuditEntry.objects.filter(action="deadline.taken").count())
told = Notice.objects.filter(kind="handoff.given").values_list("key", "user_id")
print(len(told), len(set(told)))
print(Deadline.objects.filter(act="notify", notice_key="").count())
"""


def run(code: str, folder: Path) -> "subprocess.Popen[str]":
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "sameroom.site.settings",
           "SAMEROOM_STORE": str(folder)}  # fmt: skip
    code = code.replace("LEADS", str(LEADS))
    return subprocess.Popen(
        [sys.executable, "-c", code], env=env, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip


def done(code: str, folder: Path) -> str:
    said, wrong = (process := run(code, folder)).communicate(timeout=120)
    assert process.returncode == 0, wrong[-2000:]
    return said


@pytest.mark.slow
def test_each_step_is_taken_once_by_workers_that_are_killed(tmp_path: Path) -> None:
    done(BEGIN, tmp_path)
    chance = random.Random(7)
    for _ in range(KILLS):
        workers = [run(WORK, tmp_path) for _ in range(WORKERS)]
        time.sleep(1.2 + chance.random())
        for worker in workers:
            worker.kill()
            worker.communicate()
    done(WORK, tmp_path)
    standings, acts, owners, taken, given, untold = done(END, tmp_path).splitlines()
    assert standings == f"[('done', {2 * LEADS})]"
    assert acts == f"[(1, {LEADS})]", "given away once each"
    assert owners == "['crm:1']"
    assert taken == str(2 * LEADS)
    assert given == f"{2 * LEADS} {2 * LEADS}", "who had it and who has it, once each"
    assert untold == "0"
