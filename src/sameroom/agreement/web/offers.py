"""What the agreement offers below a reading: its definition, and a draft as it proposes."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sameroom.agreement.web import proposing
from sameroom.webkit.offers import Offer
from sameroom.webkit.rights import Reader


def list_offers(*, reader: Reader, measure: str) -> list[Offer]:
    """List what can be done with the reading of a measure."""
    card = proposing.find_measure(name=measure)
    if card is None:
        return []
    offers = []
    if ready := proposing.find_ready(measure=card):
        href = reverse("agreement_propose_from", args=[measure])
        offers.append(Offer(_("Draft an agreement from this"), href, ready.reason, acts=True))
    words = _("How this figure is defined, and who answers for it")
    return [*offers, Offer(words, reverse("definition", args=[measure]))]
