"""Who settles a matter (分类处理、上报转办, R219): decided at the station, in its town, or in the district."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict, Denial
from congress.access.rules import require, require_rule
from congress.accounts.models import User
from congress.organs.enums import TOWN_KINDS
from congress.organs.models import Area, Organ
from deputies.models import Deputyship
from liaison_stations import rules
from liaison_stations.enums import Destination, MatterState, Outcome, Refusal, TellingWay
from liaison_stations.matters.seams import suggesting
from liaison_stations.models import Matter
from liaison_stations.operations.shared import locked_matter, move_matter
from liaison_stations.operations.telling import (
    deputy_of,
    keepers_of_town,
    offices,
    staff_of_organ,
    staff_of_station,
    tell_of,
)
from liaison_stations.workflow import MATTER_WORKFLOW, OFFICE

#: The longest note of a step; what was answered is kept there up to this length.
LONGEST_NOTE = 500


def ready(matter: Matter, actor: User, step: str) -> Matter:
    """The matter, locked, in a state for the step, and kept by the actor."""
    row = locked_matter(matter)
    require_rule(actor, rules.keep_matter, row)
    require(actor, MATTER_WORKFLOW[step], row.state)
    return row


@transaction.atomic
def settle(
    *,
    matter: Matter,
    actor: User,
    answer: str,
    outcome: str = Outcome.EXPLAINED,
    told: bool = False,
    at: datetime | None = None,
) -> Matter:
    """Answer on the spot; ``told`` when the citizen heard it there and then, which is a step of its own."""
    row = ready(matter, actor, "settle")
    now = at or timezone.now()
    row.destination, row.decided_at = Destination.SPOT, now
    row.answer, row.outcome, row.answered_at = _said(answer, "answer", "还没有写答复"), outcome, now
    move_matter(row, "settle", actor=actor, at=now, note=row.answer[:LONGEST_NOTE])
    if told:
        row.told_at, row.told_by = now, TellingWay.TABLE
        move_matter(row, "tell", actor=actor, at=now, note=TellingWay.TABLE.label)
    return row


@transaction.atomic
def hand_over(
    *,
    matter: Matter,
    actor: User,
    organ: Organ,
    destination: str,
    handler: str = "",
    due_on: date | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Matter:
    """Give the matter to a unit: a station or town to one of its own town, the district to any (R219).

    Raises ``ValidationError`` by field for a unit of elsewhere or one that is over, a village without a name, or
    a day that is past;
    ``PermissionDenied`` for a town that hands over what was reported up.
    """
    row = ready(matter, actor, "hand_over")
    of_district = actor.has_role(*OFFICE)
    if not of_district and (row.state == MatterState.REPORTED or destination == Destination.DISTRICT):
        raise PermissionDenied(Denial(OFFICE))
    now = at or timezone.now()
    today = timezone.localdate(now)
    if organ.is_over:
        raise ValidationError({"organ": "这个单位已经撤销，请另选"})
    if not of_district and not _lies_in_town(organ, row):
        raise ValidationError({"organ": "这个单位不归本乡镇（街道）管，请上报区里转办"})
    if due_on is not None and due_on < today:
        raise ValidationError({"due_on": "办理期限不能早于今天"})
    if destination == Destination.VILLAGE and not handler.strip():
        raise ValidationError({"handler": "村（社区）办理的，写明哪个村（社区）、谁办"})
    row.destination, row.organ, row.handler, row.due_on = destination, organ, handler.strip(), due_on
    row.decided_at = now
    given = "　".join(part for part in (organ.short_name, row.handler, note.strip()) if part)
    move_matter(row, "hand_over", actor=actor, at=now, note=given[:LONGEST_NOTE], organ=organ.short_name)
    tell_of(row, staff_of_organ(organ), "新交办群众事项", note.strip())
    if of_district:
        tell_of(row, staff_of_station(row.station), f"已交{organ.short_name}办理")
    return row


@transaction.atomic
def report_up(*, matter: Matter, actor: User, note: str = "", at: datetime | None = None) -> Matter:
    """Report to the district what lies outside the town's powers; it decides who handles it (R219)."""
    row = ready(matter, actor, "report_up")
    row.destination, row.decided_at = Destination.DISTRICT, at or timezone.now()
    move_matter(row, "report_up", actor=actor, at=at, note=note.strip())
    tell_of(row, offices(), "联络站上报", note.strip())
    return row


@transaction.atomic
def send_down(*, matter: Matter, actor: User, reason: str, at: datetime | None = None) -> Matter:
    """Send back what the town can settle itself (R219)."""
    row = ready(matter, actor, "send_down")
    said = _said(reason, "reason", "还没有写原因")
    _undecide(row)
    move_matter(row, "send_down", actor=actor, at=at, note=said)
    told = {*staff_of_station(row.station), *keepers_of_town(row.station)}
    tell_of(row, told, "区里退回", f"原因：{said}")
    return row


@transaction.atomic
def suggest(*, matter: Matter, actor: User, deputyship: Deputyship, at: datetime | None = None) -> Matter:
    """Make it a suggestion of a deputy; when that is answered, the matter is (R222)."""
    row = ready(matter, actor, "suggest")
    plugged = suggesting()
    if plugged is None:
        raise Conflict("本平台没有开通代表建议")
    if deputyship.is_over:
        raise ValidationError({"deputyship": "这位代表的任期已经结束，请另选"})
    row.destination, row.decided_at = Destination.SUGGESTION, at or timezone.now()
    row.heard_by = row.heard_by or deputyship
    name = deputyship.person.name
    move_matter(row, "suggest", actor=actor, at=at, note=f"由{name}代表提出", deputy=name)
    plugged.make(row, deputyship, actor)
    return row


@transaction.atomic
def refuse(
    *, matter: Matter, actor: User, refusal: str, reason: str = "", at: datetime | None = None
) -> Matter:
    """Do not accept it, with a reason the citizen is told."""
    row = ready(matter, actor, "refuse")
    if refusal == Refusal.OTHER:
        _said(reason, "reason", "选了其他，要写明原因")
    row.destination, row.decided_at = Destination.REFUSED, at or timezone.now()
    row.refusal, row.reason = refusal, reason.strip()
    note = "　".join(part for part in (Refusal(refusal).label, row.reason) if part)
    move_matter(row, "refuse", actor=actor, at=at, note=note)
    tell_of(row, deputy_of(row), "不予受理", note, url=reverse("matters:heard", args=[row.pk]))
    return row


@transaction.atomic
def take_back(*, matter: Matter, actor: User, reason: str, at: datetime | None = None) -> Matter:
    """Take it back from the unit, or an answer that will not do; it is decided anew.

    What the district handed over, the district takes back.
    """
    row = ready(matter, actor, "take_back")
    if row.destination == Destination.DISTRICT and not actor.has_role(*OFFICE):
        raise PermissionDenied(Denial(OFFICE))
    said, organ = _said(reason, "reason", "还没有写原因"), row.organ
    _undecide(row)
    move_matter(row, "take_back", actor=actor, at=at, note=said)
    if organ is not None:
        # The matter is out of the unit's sight now, so its list is shown.
        url = reverse("matters:index")
        tell_of(row, staff_of_organ(organ), "已收回，不用再办", f"原因：{said}", url=url)
    return row


@transaction.atomic
def reopen(*, matter: Matter, actor: User, reason: str, at: datetime | None = None) -> Matter:
    """Open it again, as when it came in; what was done stays in its history."""
    row = ready(matter, actor, "reopen")
    said = _said(reason, "reason", "还没有写原因")
    rated = row.get_rating_display()
    _undecide(row)
    row.closed_at = row.rated_at = row.deed_rated_at = None
    row.rating = row.rating_words = row.deed_rating = row.deed_words = ""
    move_matter(row, "reopen", actor=actor, at=at, note=said, **({"rating": rated} if rated else {}))
    return row


def _undecide(row: Matter) -> None:
    """As when it came in."""
    row.destination = row.handler = row.refusal = row.reason = row.answer = row.outcome = row.told_by = ""
    row.organ = None
    row.due_on = None
    row.decided_at = row.answered_at = row.told_at = None


def _lies_in_town(organ: Organ, row: Matter) -> bool:
    town: Area | None = row.station.area
    while town is not None and town.kind not in TOWN_KINDS:
        town = town.parent
    return organ.area is not None and town is not None and organ.area.path.startswith(town.path)


def _said(text: str, field: str, message: str) -> str:
    if not text.strip():
        raise ValidationError({field: message})
    return text.strip()
