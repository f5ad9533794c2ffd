"""What holds for every test: no test fails for being slow on a busy machine."""

import os

from hypothesis import settings

settings.register_profile("sameroom", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("sameroom")
