import base64
import hashlib

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from sameroom.people.web.adapters import MfaAdapter
from sameroom.webkit.secrets import CannotOpenError


def test_a_second_factor_is_kept_unreadable_and_read_again() -> None:
    kept = MfaAdapter().encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert MfaAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_one_kept_by_the_first_release_is_still_read() -> None:
    digest = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
    kept = Fernet(base64.urlsafe_b64encode(digest)).encrypt(b"JBSWY3DPEHPK3PXP").decode()

    assert MfaAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_a_changed_one_is_refused() -> None:
    with pytest.raises(CannotOpenError):
        MfaAdapter().decrypt("s1:changed")
