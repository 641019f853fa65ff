"""The star scheme of a year: candidates are picked, rated after the district's check, and published (R149, R191)."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from liaison_stations.enums import CheckSide, StandardKind
from liaison_stations.models import MOST_STARS, Standard, StandardCheck, StarCandidate, StarRound, Station
from liaison_stations.operations.checks import edition_of
from liaison_stations.operations.telling import staff_of_station

NUMERALS = "零一二三四五"


def star_words(stars: int) -> str:
    """四星级; 没有评上 for none."""
    return f"{NUMERALS[stars]}星级" if stars else "没有评上"


def locked_round(year: int) -> StarRound | None:
    """The round of a year, for this transaction alone."""
    rows = StarRound.objects.select_for_update(of=("self",)).select_related("edition__standard")
    return rows.filter(year=year).first()


@transaction.atomic
def pick_candidates(*, year: int, stations: Collection[Station], actor: User, version: int) -> StarRound:
    """Say which stations are rated in a year; the first time that opens the round (``version`` 0).

    Raises ``StaleVersion``, ``Conflict`` once it was published or without a standard that gives stars, and
    ``ValidationError`` when a station that was rated already would be left out.
    """
    row = locked_round(year) or _opened(year)
    chosen = {station.pk: station for station in stations}
    here = {one.station_id: one for one in row.candidates.select_related("station")} if row.pk else {}
    check_version(row, version, {"stations": sorted(here)})
    if row.published_at is not None:
        raise Conflict(f"{row}已公布，先撤回公布再改")
    rated = [one.station.name for key, one in here.items() if key not in chosen and one.stars is not None]
    if rated:
        raise ValidationError({"stations": f"{'、'.join(rated)}已经评定，不能去掉"})
    row.version += 1
    row.save()
    row.candidates.exclude(station__in=chosen).delete()
    StarCandidate.objects.bulk_create(
        StarCandidate(round=row, station=chosen[key]) for key in sorted(chosen.keys() - here.keys())
    )
    audit.record(
        actor=actor,
        verb="liaison_stations:pick_candidates",
        obj=row,
        before={"candidates": len(here)},
        after={"candidates": len(chosen)},
    )
    return row


def _opened(year: int) -> StarRound:
    this_year = timezone.localdate().year
    if not this_year - 1 <= year <= this_year:
        raise Conflict(f"只能评今年和去年的星级，{year}年的不能再开")
    standard = Standard.objects.filter(kind=StandardKind.STARS, in_use=True).first()
    if standard is None:
        raise Conflict("还没有在用的星级标准，先在“标准设置”里启用一个")
    return StarRound(year=year, edition=edition_of(standard, year), version=0)


@transaction.atomic
def award(
    *, candidate: StarCandidate, actor: User, version: int, stars: int, note: str = ""
) -> StarCandidate:
    """Give a candidate its stars, 0 for none. What shows them is the district's check of the year, item by item.

    Raises ``StaleVersion``; ``Conflict`` before the district has checked, or once the round was published.
    """
    row = (
        StarCandidate.objects.select_for_update(of=("self",))
        .select_related("round", "station")
        .get(pk=candidate.pk)
    )
    before = {"stars": row.stars, "note": row.note}
    check_version(row, version, before)
    if row.round.published_at is not None:
        raise Conflict(f"{row.round}已公布，先撤回公布再改")
    if not 0 <= stars <= MOST_STARS:
        raise ValidationError({"stars": f"星级是 0 到 {MOST_STARS}"})
    reviewed = StandardCheck.objects.sent().filter(
        station=row.station_id, edition=row.round.edition_id, year=row.round.year, side=CheckSide.DISTRICT
    )
    if not reviewed.exists():
        raise Conflict(f"{row.station}还没有区里的检查，检查提交以后再评定")
    row.stars, row.note = stars, note.strip()
    row.awarded_on, row.awarded_by = timezone.localdate(), actor
    row.version += 1
    row.full_clean(exclude=["round", "station", "awarded_by"])
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:award",
        obj=row,
        before=before,
        after={"stars": row.stars, "note": row.note},
    )
    return row


@transaction.atomic
def publish_stars(*, round: StarRound, actor: User) -> StarRound:
    """Make the stars of a year public. Raises ``Conflict`` while a candidate is not rated, or when it was done."""
    row = locked_round(round.year)
    if row is None or row.published_at is not None:
        raise Conflict(f"{round}已公布")
    candidates = list(row.candidates.select_related("station"))
    waiting = [one.station.name for one in candidates if one.stars is None]
    if waiting or not candidates:
        names = "、".join(waiting[:3])
        raise Conflict(f"还有 {len(waiting)} 个站没有评定：{names}" if waiting else "还没有候选站")
    row.published_at, row.published_by = timezone.now(), actor
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:publish_stars",
        obj=row,
        after={"candidates": len(candidates), "year": row.year},
    )
    for one in candidates:
        notices.send(
            to=staff_of_station(one.station),
            title=f"{row}已公布：{one.station}{star_words(one.stars or 0)}",
            url=f"{reverse('station_standards:station', args=[one.station_id])}?year={row.year}",
            key=f"stars:{row.pk}:{row.version}:{one.station_id}",
        )
    return row


@transaction.atomic
def unpublish_stars(*, round: StarRound, actor: User) -> StarRound:
    """Take the publication back, to rate again. Raises ``Conflict`` when it is not public."""
    row = locked_round(round.year)
    if row is None or row.published_at is None:
        raise Conflict(f"{round}还没有公布")
    row.published_at, row.published_by = None, None
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="liaison_stations:unpublish_stars", obj=row, after={"year": row.year})
    return row
