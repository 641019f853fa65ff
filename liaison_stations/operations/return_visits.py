"""The deputy who heard a matter calls again on the citizen; it is a duty done (R070)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict, Denial
from congress.accounts.models import User
from congress.web import dates
from congress.web.masking import leaks
from deputies.duty.arriving import Duty, sync_duties
from liaison_stations import rules
from liaison_stations.enums import MatterState, TellingWay
from liaison_stations.models import Matter, ReturnVisit
from liaison_stations.operations.shared import locked_matter, write_matter_step

#: The source of these duties; of a matter, each call with its key.
SOURCE = "return_visit"
_AFTER = frozenset({MatterState.TOLD, MatterState.CLOSED})


@transaction.atomic
def record_return_visit(
    *, matter: Matter, actor: User, on: date, way: str, note: str = "", token: UUID | None = None
) -> Matter:
    """Write down that the deputy called again: by the deputy, or by who keeps the matter for the deputy.

    Raises ``Conflict`` before the citizen was told and where no deputy heard the matter, ``ValidationError`` for a
    day to come or before the citizen was told, and for numbers of the citizen in the words.
    """
    row = locked_matter(matter)
    heard = row.heard_by
    if not rules.keep_matter.allows(actor, row) and (heard is None or heard.person.user_id != actor.pk):
        raise PermissionDenied(Denial(rules.keep_matter.roles))
    if token and ReturnVisit.objects.filter(token=token).exists():
        return row
    if heard is None or row.state not in _AFTER or row.told_at is None:
        raise Conflict("告知群众以后，接待的代表才能回访")
    if on > timezone.localdate():
        raise ValidationError({"on": "还没到这一天"})
    if on < timezone.localdate(row.told_at):
        raise ValidationError({"on": f"{dates.day(row.told_at)}才告知群众，回访不能早于这一天"})
    if found := leaks(note):
        raise ValidationError({"note": f"请去掉电话、证件号码：{'；'.join(found)}"})
    visit = ReturnVisit(
        matter=row, deputyship=heard, on=on, way=way, note=note.strip(), token=token, recorded_by=actor
    )
    visit.full_clean()
    visit.save()
    said = "　".join(part for part in (dates.day(on), TellingWay(way).label, visit.note) if part)
    write_matter_step(row, "return_visit", row.state, actor=actor, note=said)
    tell_duties(row, actor)
    return row


def tell_duties(matter: Matter, actor: User | None) -> None:
    """Let the register of the deputy say how often they called again on this matter."""
    duties = [
        Duty(visit.deputyship_id, "return_visit", visit.on, f"回访：{matter.title}", key=str(visit.pk))
        for visit in matter.return_visits.all()
    ]
    sync_duties(source=SOURCE, source_pk=matter.pk, duties=duties, actor=actor)


def collect() -> int:
    """Bring the registers in line with every call; gives of how many matters."""
    rows = Matter.objects.filter(return_visits__isnull=False).distinct().order_by("pk")
    for row in rows:
        tell_duties(row, None)
    return len(rows)
