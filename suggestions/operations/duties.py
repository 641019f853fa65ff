"""Deputies who put, signed and rated a suggestion have done a duty: it stands in their registers, entered once."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from congress.accounts.models import User
from deputies.duty.arriving import Duty, sync_duties
from suggestions.enums import ACCEPTED_STATES, CosignState, State
from suggestions.models import Evaluation, Suggestion

#: The source of these duties.
SOURCE = "suggestion"
#: From the gate on a suggestion is a duty done; one that was merged into another is still the deputy's own.
_TELLS = ACCEPTED_STATES | {State.MERGED}
#: The steps that add a verdict.
_RATED = frozenset({"evaluate", "redo", "open_study"})


def follow_duties(row: Suggestion, actor: User | None, *, step: str, before: str) -> None:
    """Let the registers say who put, signed and rated it, where the step changed anything of that."""
    if (before in _TELLS) != (row.state in _TELLS) or step in _RATED:
        _follow(row, actor)


def collect() -> int:
    """Bring the registers in line with every suggestion that passed the gate; gives how many there are."""
    told = 0
    for row in (
        Suggestion.objects.filter(state__in=_TELLS, submitted_at__isnull=False).order_by("pk").iterator()
    ):
        _follow(row, None)
        told += 1
    return told


def _follow(row: Suggestion, actor: User | None) -> None:
    duties = list(_told(row)) if row.state in _TELLS else []
    sync_duties(source=SOURCE, source_pk=row.pk, duties=duties, actor=actor)


def _told(row: Suggestion) -> Iterator[Duty]:
    """Who led, who signed along, and the first verdict of the one who led (2 queries)."""
    put = timezone.localdate(row.submitted_at)
    yield Duty(row.lead_id, "suggestion_lead", put, row.title, key="lead")
    for signer in row.cosigners.filter(state=CosignState.CONFIRMED).order_by("pk"):
        yield Duty(signer.deputyship_id, "suggestion_cosign", put, row.title, key="cosign")
    rated = Evaluation.objects.filter(reply__handling__suggestion=row).order_by("evaluated_on").first()
    if rated is not None:
        yield Duty(row.lead_id, "reply_rating", rated.evaluated_on, row.title, key="rating")
