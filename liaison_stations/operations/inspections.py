"""An inspection from plan to release (明察暗访, R075).

An unannounced one is told to nobody before it is released: no notice, no line on any page of the station.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_photos
from congress.documents.uploads import Photo, saving
from congress.notices import operations as notices
from congress.web import dates
from liaison_stations import rules
from liaison_stations.enums import InspectionKind, InspectionState
from liaison_stations.models import Finding, Inspection, InspectionPoint, Station, score_of
from liaison_stations.operations.telling import keepers_of_town, staff_of_station
from liaison_stations.workflow import INSPECTION_WORKFLOW

#: As many photos as one inspection carries.
PHOTO_LIMIT = 20
_PLAN = ("day", "inspectors", "aim")


@dataclass(frozen=True)
class Found:
    """What was found at a point: a score up to what the point is worth, or none, and words."""

    point: InspectionPoint
    score: int | None = None
    words: str = ""


def locked_inspection(inspection: Inspection) -> Inspection:
    """The inspection as it stands now, for this transaction alone."""
    rows = Inspection.objects.select_for_update(of=("self",))
    return rows.select_related("station__area").get(pk=inspection.pk)


@transaction.atomic
def plan_inspection(
    *, station: Station, actor: User, kind: str, day: date, inspectors: str = "", aim: str = ""
) -> Inspection:
    """Plan an inspection; of an announced one station and town hear at once, of an unannounced one nobody.

    A day that has passed is taken: an inspection may be written down afterwards. Raises ``ValidationError`` for a
    station that is not in service that day.
    """
    row = Inspection(station=station, kind=kind, day=day, inspectors=inspectors.strip(), aim=aim.strip())
    require_rule(actor, rules.see_station, station)
    _only_office(actor)
    _check_day(row)
    row.full_clean()
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:plan_inspection",
        obj=row,
        after={"station": str(station), "kind": kind, **_plan_of(row)},
    )
    if kind == InspectionKind.OPEN and day >= timezone.localdate():
        _tell(row, "联络站检查", f"{dates.full_day(day)}到站检查。{_aim(row)}")
    return row


@transaction.atomic
def change_inspection(
    *, inspection: Inspection, actor: User, version: int, day: date, inspectors: str, aim: str
) -> Inspection:
    """Change what is planned. Raises ``StaleVersion``, and ``Conflict`` once the result was written down."""
    row = locked_inspection(inspection)
    require_rule(actor, rules.keep_inspection, row)
    before = _plan_of(row)
    check_version(row, version, before)
    if row.state != InspectionState.PLANNED:
        raise Conflict(f"这次检查{row.get_state_display()}，不能再改计划")
    told_of = row.day
    row.day, row.inspectors, row.aim = day, inspectors.strip(), aim.strip()
    _check_day(row)
    row.full_clean()
    old, new = audit.changed(before, _plan_of(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="liaison_stations:change_inspection", obj=row, before=old, after=new)
        if row.kind == InspectionKind.OPEN and row.day != told_of:
            _tell(row, "联络站检查改期", f"改为{dates.full_day(row.day)}，原来是{dates.full_day(told_of)}。")
    return row


@transaction.atomic
def record_inspection(
    *,
    inspection: Inspection,
    actor: User,
    version: int,
    inspected_on: date,
    inspectors: str,
    summary: str,
    findings: Iterable[Found],
    photos: Sequence[Photo] = (),
) -> Inspection:
    """Write down the result, or write it anew until it is released; photos are added.

    Raises ``ValidationError`` by field: a day to come, a score above what the point is worth, nothing found at all,
    too many photos. ``StaleVersion`` when somebody else wrote it meanwhile, ``StorageFailed`` for a photo.
    """
    row = locked_inspection(inspection)
    require_rule(actor, rules.keep_inspection, row)
    before = {"score": row.score, "summary": row.summary, "day": row.day, "inspectors": row.inspectors}
    check_version(row, version, before)
    transition = INSPECTION_WORKFLOW["record_inspection"]
    require(actor, transition, row.state)
    kept = [one for one in findings if one.score is not None or one.words.strip()]
    _check_result(row, inspected_on, summary, kept, photos)
    row.day, row.inspectors, row.summary = inspected_on, inspectors.strip(), summary.strip()
    worth = dict(row.findings.values_list("point_id", "full"))
    row.findings.all().delete()
    found = Finding.objects.bulk_create(
        Finding(
            inspection=row,
            point=one.point,
            full=worth.get(one.point.pk, one.point.full),
            score=one.score,
            words=one.words.strip(),
        )
        for one in kept
    )
    row.score = score_of(found)
    row.state, row.version = transition.target, row.version + 1
    row.full_clean()
    row.save()
    if photos:
        with saving() as saver, transaction.atomic():
            add_photos(row.photos, photos, actor, saver.save, folder="inspections")
    after = {"score": row.score, "summary": row.summary, "day": row.day, "inspectors": row.inspectors}
    old, new = audit.changed(before, after)
    told = {**new, "points": len(found), "photos": len(photos)}
    audit.record(actor=actor, verb="liaison_stations:record_inspection", obj=row, before=old, after=told)
    return row


@transaction.atomic
def release_inspection(*, inspection: Inspection, actor: User) -> Inspection:
    """Let the station and its town read the result; what was hidden until now they hear of for the first time."""
    row = _moved(inspection, "release_inspection", actor, released_at=timezone.now(), reason="")
    n = row.problems.count()
    score = f"得分 {row.score}。" if row.score is not None else ""
    wrong = f"发现 {n} 个问题，请按期整改。" if n else "没有需要整改的问题。"
    _tell(row, f"{row.get_kind_display()}结果", f"{dates.full_day(row.day)}检查。{score}{wrong}")
    return row


@transaction.atomic
def recall_inspection(*, inspection: Inspection, actor: User, reason: str) -> Inspection:
    """Take a released result back to correct it; the station reads it again once it is released anew."""
    _need(reason)
    row = _moved(inspection, "recall_inspection", actor, released_at=None, reason=reason.strip())
    _tell(row, "检查结果收回更正", "更正后重新发布。", leads=False)
    return row


@transaction.atomic
def cancel_inspection(*, inspection: Inspection, actor: User, reason: str) -> Inspection:
    """Call a planned one off; of an announced one the station hears why, of the other nothing ever."""
    _need(reason)
    row = _moved(inspection, "cancel_inspection", actor, reason=reason.strip())
    if row.kind == InspectionKind.OPEN:
        _tell(row, "联络站检查取消", f"{dates.full_day(row.day)}的检查取消。原因：{row.reason}")
    return row


def _moved(inspection: Inspection, step: str, actor: User, **facts: Any) -> Inspection:
    row = locked_inspection(inspection)
    require_rule(actor, rules.keep_inspection, row)
    transition = INSPECTION_WORKFLOW[step]
    require(actor, transition, row.state)
    before, row.state = row.state, transition.target
    for name, value in facts.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    note = {"note": row.reason} if row.reason else {}
    audit.record(
        actor=actor,
        verb=f"liaison_stations:{step}",
        obj=row,
        before={"state": before},
        after={"state": row.state, **note},
    )
    return row


def _only_office(actor: User) -> None:
    require(actor, INSPECTION_WORKFLOW["record_inspection"], InspectionState.PLANNED)


def _need(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "还没有写原因"})


def _plan_of(row: Inspection) -> dict[str, object]:
    return {name: getattr(row, name) for name in _PLAN}


def _aim(row: Inspection) -> str:
    return f"检查重点：{row.aim}。" if row.aim else ""


def _check_day(row: Inspection) -> None:
    if not Station.objects.in_service(row.day).filter(pk=row.station_id).exists():
        raise ValidationError({"day": f"{dates.full_day(row.day)}{row.station}没有开放，请核对日期"})


def _check_result(
    row: Inspection, on: date, summary: str, found: Sequence[Found], photos: Sequence[Photo]
) -> None:
    wrong: dict[str, str] = {}
    if on > timezone.localdate():
        wrong["inspected_on"] = f"{dates.full_day(on)}还没有到，检查之后再登记结果"
    if not found and not summary.strip():
        wrong["summary"] = "还没有写检查结果：给要点打分，或者写总体情况"
    over = [one for one in found if one.score is not None and one.score > one.point.full]
    if over:
        told = "、".join(f"{one.point}满分 {one.point.full} 分，写了 {one.score} 分" for one in over)
        wrong["findings"] = f"{told}，请改小"
    kept = row.photos.shown().count()
    if kept + len(photos) > PHOTO_LIMIT:
        wrong["photos"] = f"照片最多 {PHOTO_LIMIT} 张，已有 {kept} 张，这次选了 {len(photos)} 张"
    if wrong:
        raise ValidationError(wrong)


def _tell(row: Inspection, title: str, text: str, *, leads: bool = True) -> None:
    to = {*staff_of_station(row.station), *keepers_of_town(row.station)}
    url = reverse("station_inspections:detail", args=[row.pk]) if leads else ""
    key = f"inspection:{row.pk}:{row.version}"
    notices.send(to=to, title=f"{title}：{row.station}", text=text, url=url, key=key)
