"""What became of a matter, and how the citizen hears of it (R220)."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.rules import require, require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from liaison_stations import rules
from liaison_stations.enums import MatterState, Outcome, TellingWay
from liaison_stations.models import Citizen, Matter
from liaison_stations.operations.deciding import LONGEST_NOTE, ready
from liaison_stations.operations.rating import pass_on_rating, put_answer_rating, put_deed_rating
from liaison_stations.operations.shared import locked_matter, move_matter
from liaison_stations.operations.telling import deputy_of, staff_of_station, tell_of
from liaison_stations.workflow import MATTER_WORKFLOW


@transaction.atomic
def answer(*, matter: Matter, actor: User, answer: str, outcome: str, at: datetime | None = None) -> Matter:
    """Say what was done: the unit that was given the matter, or the station for it."""
    row = locked_matter(matter)
    require_rule(actor, rules.answer_matter, row)
    require(actor, MATTER_WORKFLOW["answer"], row.state)
    if not answer.strip():
        raise ValidationError({"answer": "还没有写办理结果"})
    row.answer, row.outcome, row.answered_at = answer.strip(), outcome, at or timezone.now()
    move_matter(row, "answer", actor=actor, at=at, note=row.answer[:LONGEST_NOTE], outcome=outcome)
    _tell_both(row)
    return row


@transaction.atomic
def answer_by_suggestion(
    *, matter: Matter, answer: str, outcome: str = Outcome.EXPLAINED, at: datetime | None = None
) -> Matter:
    """The suggestion the matter became was answered, so the matter is; later answers leave it alone."""
    row = locked_matter(matter)
    if row.state != MatterState.SUGGESTED:
        return row
    row.answer, row.outcome, row.answered_at = answer.strip(), outcome, at or timezone.now()
    move_matter(row, "answer", actor=None, note=row.answer[:LONGEST_NOTE], at=at)
    _tell_both(row)
    return row


@transaction.atomic
def tell(*, matter: Matter, actor: User, told_by: str, note: str = "", at: datetime | None = None) -> Matter:
    """The citizen was told, and how."""
    row = ready(matter, actor, "tell")
    row.told_by, row.told_at = told_by, at or timezone.now()
    words = "　".join(part for part in (TellingWay(told_by).label, note.strip()) if part)
    move_matter(row, "tell", actor=actor, at=at, note=words)
    return row


@transaction.atomic
def close(
    *,
    matter: Matter,
    actor: User,
    note: str = "",
    rating: str = "",
    rating_words: str = "",
    deed_rating: str = "",
    at: datetime | None = None,
) -> Matter:
    """Close it after asking the citizen (回访); what the citizen said by code stands before what was asked."""
    row = ready(matter, actor, "close")
    row.closed_at = at or timezone.now()
    rates = bool(rating) and not row.rating
    if rates:
        put_answer_rating(row, rating, rating_words, row.closed_at)
    rates_deed = bool(deed_rating) and row.asks_deed
    if rates_deed:
        put_deed_rating(row, deed_rating, "", row.closed_at)
    said = {name: getattr(row, name) for name in ("rating", "deed_rating") if getattr(row, name)}
    move_matter(row, "close", actor=actor, at=at, note=note.strip(), **said)
    if rates or rates_deed:
        pass_on_rating(row)
    return row


@transaction.atomic
def reveal(*, matter: Matter, actor: User) -> Citizen | None:
    """Open the citizen's name and phone, and what came as it was written; each time is written down (R316).

    Raises ``PermissionDenied`` for a unit without the citizen's consent, and for whoever only reads.
    """
    row = Matter.objects.select_related("citizen").get(pk=matter.pk)
    require_rule(actor, rules.reveal_citizen, row)
    if row.citizen is not None or row.original:
        audit.record(actor=actor, verb="liaison_stations:reveal", obj=row)
    return row.citizen


def _tell_both(row: Matter) -> None:
    """The station, which tells the citizen, and the deputy who heard it."""
    tell_of(row, staff_of_station(row.station), "有办理结果，请告知群众", row.get_outcome_display())
    url = reverse("matters:heard", args=[row.pk])
    tell_of(row, deputy_of(row), "您接待的事项有结果", row.get_outcome_display(), url=url)
