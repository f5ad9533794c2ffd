"""The settings of the tests: a place that is thrown away, jobs at once, quick hashes."""

import os
import tempfile
from pathlib import Path

_store = os.environ.get("SAMEROOM_STORE") or tempfile.mkdtemp(prefix="sameroom-tests-")
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if _worker and Path(_store).name != _worker:  # else workers would write over each other's files
    _store = str(Path(_store) / _worker)
    Path(_store).mkdir(parents=True, exist_ok=True)
os.environ["SAMEROOM_STORE"] = _store

from sameroom.site import settings  # noqa: E402 - after the place is named
from sameroom.site.settings import *  # noqa: E402, F403 - after the place is named

ALLOWED_HOSTS = ["*"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "template_fragments": settings.CACHES["template_fragments"],
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
