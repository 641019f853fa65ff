"""Activities that belong to a station: entered once, found in the log, in the books, under the functions (R153)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from activities.models import Activity, ActivityKind
from activities.operations.following import restate
from activities.operations.recording import record_activity
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.uploads import Photo
from deputies.models import Deputyship
from liaison_stations import rules
from liaison_stations.models import FocusSubject, Station, StationActivity, StationFunction
from liaison_stations.operations.recorded import KIND as RECEPTION_DAY
from liaison_stations.operations.stations import locked_station


class WorkFacts(TypedDict):
    """What an activity of a station is told of; ``days`` are its first and last day."""

    days: tuple[date, date]
    kind: ActivityKind
    headline: str
    place: str
    text: str
    deputies: Sequence[Deputyship]
    functions: Collection[StationFunction]
    subject: FocusSubject | None
    topics: str
    opinions: str
    photos: NotRequired[Sequence[Photo]]


def follow_activity(activity: Activity, actor: User | None) -> None:
    """An activity whose organiser is a station belongs to it by itself; part of the operation that logs it.

    Reception days are records of their own. When the log names another organiser, a record that nobody wrote
    anything into goes to that one.
    """
    station = _named(activity)
    if activity.version > 1:
        links = StationActivity.objects.filter(activity=activity)
        links.filter(by_name=True).exclude(station=station).delete()
        links.update(version=F("version") + 1)
    if station is None:
        return
    row, is_new = StationActivity.objects.get_or_create(
        station=station, activity=activity, defaults={"by_name": True, "recorded_by": actor}
    )
    if is_new or row.by_name:
        row.functions.set(functions_of(activity.kind))


def functions_of(kind: ActivityKind) -> list[StationFunction]:
    """The functions that activities of a kind count for from the start (one query)."""
    return [one for one in StationFunction.objects.filter(in_use=True) if kind.code in one.kind_codes]


def _named(activity: Activity) -> Station | None:
    """The station whose name is the organiser; of several of this name the one in the activity's area."""
    if not activity.organiser or activity.kind.code == RECEPTION_DAY:
        return None
    found = list(Station.objects.filter(name=activity.organiser).select_related("area"))
    if len(found) > 1:
        path = activity.area.path
        found = [one for one in found if one.area.path == path] or [
            one for one in found if one.area.path.startswith(path)
        ]
    return found[0] if len(found) == 1 else None


@transaction.atomic
def record_work(
    *, station: Station, actor: User, token: UUID | None = None, **facts: Unpack[WorkFacts]
) -> StationActivity:
    """Log an activity of a station; ``token`` names one submission of the form, as in the log.

    Raises ``ValidationError`` for a day that is not over or lies outside the time the station is there.
    """
    held = locked_station(station)
    require_rule(actor, rules.keep_station, held)
    _check_days(held, facts["days"])
    first, last = facts["days"]
    activity = record_activity(
        actor=actor,
        token=token,
        start_on=first,
        end_on=last,
        kind=facts["kind"],
        headline=facts["headline"],
        topic=facts["subject"].name if facts["subject"] else "",
        organiser=held.name,
        place=facts["place"],
        text=facts["text"],
        area=held.area,
        deputies=facts["deputies"],
        photos=facts.get("photos", ()),
    )
    row, _is_new = StationActivity.objects.get_or_create(
        station=held, activity=activity, defaults={"recorded_by": actor}
    )
    _take(row, facts)
    audit.record(actor=actor, verb="liaison_stations:record_work", obj=row, after=work_facts(row))
    return row


@transaction.atomic
def change_work(
    *, work: StationActivity, actor: User, version: int, **facts: Unpack[WorkFacts]
) -> StationActivity:
    """Correct an activity of a station, in the log as well. Raises as :func:`record_work`, and ``StaleVersion``."""
    row = _locked(work)
    require_rule(actor, rules.keep_activity, row)
    before = work_facts(row)
    check_version(row, version, before)
    _check_days(row.station, facts["days"])
    restate(
        activity=row.activity,
        actor=actor,
        days=facts["days"],
        kind=facts["kind"],
        headline=facts["headline"],
        place=facts["place"],
        text=facts["text"],
        deputies=facts["deputies"],
        photos=facts.get("photos", ()),
    )
    row.refresh_from_db(fields=["version"])
    _take(row, facts)
    old, new = audit.changed(before, work_facts(row))
    if new:
        audit.record(actor=actor, verb="liaison_stations:change_work", obj=row, before=old, after=new)
    return row


@transaction.atomic
def adopt_activity(*, station: Station, activity: Activity, actor: User) -> StationActivity:
    """Count an activity of the log as one of a station too, whoever organised it.

    Raises ``Conflict`` when it is one already.
    """
    held = locked_station(station)
    require_rule(actor, rules.keep_station, held)
    row, is_new = StationActivity.objects.get_or_create(
        station=held, activity=activity, defaults={"recorded_by": actor}
    )
    if not is_new:
        raise Conflict("这次活动已经是本站的活动")
    row.functions.set(functions_of(activity.kind))
    audit.record(actor=actor, verb="liaison_stations:adopt_activity", obj=row, after=work_facts(row))
    return row


@transaction.atomic
def part_with_activity(*, work: StationActivity, actor: User) -> None:
    """An activity is not one of the station after all; the log keeps it.

    Raises ``Conflict`` while the log names the station as the organiser.
    """
    row = _locked(work)
    require_rule(actor, rules.keep_activity, row)
    if row.activity.organiser == row.station.name:
        raise Conflict("活动登记里写的组织单位就是这个站，要先改组织单位，或者撤回那次活动")
    audit.record(actor=actor, verb="liaison_stations:part_with_activity", obj=row, before=work_facts(row))
    row.delete()


def work_facts(row: StationActivity) -> dict[str, Any]:
    """What a station's record adds to the log, for the audit trail."""
    return {
        "station": row.station.name,
        "activity": row.activity.headline,
        "functions": [one.name for one in row.functions.all()],
        "subject": row.subject.name if row.subject else "",
        "topics": row.topics,
        "opinions": row.opinions,
    }


def _locked(work: StationActivity) -> StationActivity:
    rows = StationActivity.objects.select_for_update(of=("self",))
    return rows.select_related("station__area", "activity__kind", "subject").get(pk=work.pk)


def _take(row: StationActivity, facts: WorkFacts) -> None:
    row.subject, row.topics, row.opinions = facts["subject"], facts["topics"], facts["opinions"]
    row.by_name = False
    row.version += 1
    row.full_clean(exclude=["recorded_by"])
    row.save()
    row.functions.set(facts["functions"])


def _check_days(station: Station, days: tuple[date, date]) -> None:
    first, last = days
    if last > timezone.localdate():
        raise ValidationError({"days": "活动开展以后再登记，日期不能晚于今天"})
    if first < station.opened_on or (station.closed_on is not None and last > station.closed_on):
        raise ValidationError({"days": "这一天这个站还没有设立，或者已经撤销"})
