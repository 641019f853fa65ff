"""What the deputy says while a suggestion is handled: more about the matter, and the question how far it is."""

from __future__ import annotations

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from suggestions import rules
from suggestions.enums import OPEN_STATES, State
from suggestions.models import Handling, Step, Suggestion
from suggestions.operations.shared import day_of, keepers_of, locked, staff_of, tell, write_step

#: Where somebody works on a matter who can be told more, or be asked.
FOLLOWED_STATES = OPEN_STATES - {State.RETURNED}
#: Where the deputy waits for others, so that asking makes sense.
ASKABLE_STATES = FOLLOWED_STATES - {State.REPLIED}


@transaction.atomic
def add_note(*, suggestion: Suggestion, actor: User, note: str, at: datetime | None = None) -> Step:
    """The deputy adds to the matter after submitting (补充情况); the original stays, office and units are told.

    The same words twice on one day are one note.
    """
    row = locked(suggestion)
    require_rule(actor, rules.own_suggestion, row)
    if row.state not in FOLLOWED_STATES:
        raise Conflict(f"这件建议{row.get_state_display()}，不能再补充情况")
    words = note.strip()
    if not words:
        raise ValidationError({"note": "请写明要补充的情况"})
    earlier = _of_today(row, "add_note", at).filter(note=words).first()
    if earlier is not None:
        return earlier
    step = write_step(row, "add_note", row.state, row.state, actor=actor, note=words, at=at)
    readers = keepers_of(row.gate)
    for part in Handling.objects.busy().filter(suggestion=row).select_related("organ"):
        readers += staff_of(part.organ)
    tell(row, readers, f"代表补充情况：{row.title}", words, f"note{step.pk}")
    return step


@transaction.atomic
def ask_after(*, suggestion: Suggestion, actor: User, at: datetime | None = None) -> bool:
    """The deputy asks how far it is (催问); the office is told. Once a day; whether it was the first today."""
    row = locked(suggestion)
    require_rule(actor, rules.own_suggestion, row)
    if row.state not in ASKABLE_STATES:
        raise Conflict(f"这件建议{row.get_state_display()}，不用催问")
    if _of_today(row, "ask_after", at).exists():
        return False
    step = write_step(row, "ask_after", row.state, row.state, actor=actor, at=at)
    text = f"{row.lead.person}询问办理进度。"
    tell(row, keepers_of(row.gate), f"代表催问：{row.title}", text, f"asked{step.pk}")
    return True


def asked_today(row: Suggestion) -> bool:
    """Whether the deputy has asked today, so that the page offers no button that does nothing."""
    return _of_today(row, "ask_after", None).exists()


def _of_today(row: Suggestion, verb: str, at: datetime | None) -> QuerySet[Step]:
    midnight = timezone.make_aware(datetime.combine(day_of(at), time.min))
    return Step.objects.filter(suggestion=row, verb=verb, at__gte=midnight)
