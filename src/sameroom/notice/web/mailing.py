"""Sends a mail, and tells what came of it."""

import hashlib
import logging
import smtplib
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import BadHeaderError
from django.urls import reverse

from sameroom.notice.outcome import Outcome, Verdict, judge_smtp
from sameroom.notice.web.letters import Letter, full

log = logging.getLogger(__name__)


def send_mail(*, letter: Letter, to: str, key: str, has_choices: bool = True) -> Outcome:
    """Send a mail. Its id comes from its key: a second copy is seen to be one by whoever gets it.

    Args:
        to: an address.
        key: of the row it is sent for.
        has_choices: whether its reader chooses what they are told, and so finds where to.
    """
    host = urlsplit(full("/")).hostname or "localhost"
    number = hashlib.sha256(key.encode("utf-8")).hexdigest()[:32]
    choices = {"List-Unsubscribe": f"<{full(reverse('notices'))}>"} if has_choices else {}
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[to],
        headers={
            "Message-ID": f"<{number}@{host}>",
            "Auto-Submitted": "auto-generated",
            **choices,
        },
    )
    mail.attach_alternative(letter.html, "text/html")
    try:
        mail.send()
    except smtplib.SMTPException as error:
        return _judge(error)
    except (BadHeaderError, UnicodeError):
        return Outcome(Verdict.NEVER, "the address or the subject is not one a mail can have")
    except OSError as error:
        what = error.strerror or type(error).__name__
        return Outcome(Verdict.LATER, f"the mail server cannot be reached ({what})")
    return Outcome(Verdict.SENT)


def _judge(error: smtplib.SMTPException) -> Outcome:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        # Whoever runs the room puts this right; the mail itself is well.
        return Outcome(Verdict.LATER, "the mail server does not accept our name and password")
    code = _code_of(error)
    if code is None:
        return Outcome(Verdict.LATER, "the mail server broke off")
    return Outcome(judge_smtp(code=code), f"the mail server answered {code}")


def _code_of(error: smtplib.SMTPException) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((int(answer[0]) for answer in error.recipients.values()), default=None)
    return int(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else None
