"""The settings of the tests: a place that is thrown away, jobs at once, quick hashes."""

import os
import tempfile

os.environ.setdefault("SAMEROOM_STORE", tempfile.mkdtemp(prefix="sameroom-tests-"))

from sameroom.site import settings  # after the place is named
from sameroom.site.settings import *  # noqa: F403 - after the place is named

ALLOWED_HOSTS = ["*"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "template_fragments": settings.CACHES["template_fragments"],
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
