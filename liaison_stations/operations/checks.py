"""A station checks itself against a standard, the district checks after it (R145–R149)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict, Denial
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_photos
from congress.documents.uploads import Photo, saving
from congress.notices import operations as notices
from congress.web.dates import full_day
from liaison_stations import rules
from liaison_stations.enums import CheckSide, CheckState
from liaison_stations.models import (
    CheckedItem,
    Standard,
    StandardCheck,
    StandardEdition,
    StarCandidate,
    Station,
)
from liaison_stations.operations.stations import locked_station, require_open
from liaison_stations.operations.telling import staff_of_station
from liaison_stations.workflow import CHECK_WORKFLOW, OFFICE

#: As many photos as one item carries.
PHOTO_LIMIT = 3


@dataclass(frozen=True)
class Answer:
    """What was found of one item; ``dropped`` are keys of photos that are taken out."""

    met: bool | None = None
    words: str = ""
    photos: Sequence[Photo] = ()
    dropped: Collection[int] = ()


def edition_of(standard: Standard, year: int) -> StandardEdition:
    """The edition by which a year is checked: the last one issued by its end, or by today.

    Raises ``Conflict`` for a year before the first edition.
    """
    until = min(timezone.localdate(), date(year, 12, 31))
    row = standard.editions.filter(issued_on__lte=until).order_by("-number").first()
    if row is None:
        first = standard.editions.order_by("number").first()
        since = f"，{full_day(first.issued_on)}起施行" if first else ""
        raise Conflict(f"“{standard}”{since}，{year}年不能按它检查")
    return row


@transaction.atomic
def write_check(
    *,
    station: Station,
    standard: Standard,
    year: int,
    side: str,
    actor: User,
    version: int,
    checked_on: date,
    answers: Mapping[int, Answer],
) -> StandardCheck:
    """Keep the draft of one side's check; ``answers`` by key of the item, ``version`` 0 for a new one.

    Raises ``StaleVersion`` when somebody else wrote it meanwhile, ``PermissionDenied``, ``ValidationError`` for a
    day to come or too many photos, ``Conflict`` for a check that was handed in, a closed station or a year past.
    """
    place = locked_station(station)
    require_open(place)
    _require(actor, place, side)
    row = _row(place, standard, year, side)
    before = _facts(row)
    check_version(row, version, before)
    if row.is_sent:
        raise Conflict(f"{row}已提交，收回以后再改")
    if checked_on > timezone.localdate():
        raise ValidationError({"checked_on": "检查日期还没有到"})
    row.checked_on, row.checked_by = checked_on, actor
    row.version += 1
    row.full_clean(exclude=["checked_by"])
    row.save()
    _keep(row, answers, actor)
    audit.record(
        actor=actor, verb="liaison_stations:write_check", obj=row, before=before or None, after=_facts(row)
    )
    return row


@transaction.atomic
def send_check(*, check: StandardCheck, actor: User) -> StandardCheck:
    """Hand in a draft in which nothing is lacking; the station hears of the district's check.

    Raises ``ValidationError`` with what :func:`lacking` says, ``PermissionDenied``, ``Conflict`` when it was done.
    """
    row = _locked(check, actor, "send_check")
    if wrong := lacking(row):
        raise ValidationError(wrong)
    row.state, row.sent_at, row.checked_by = CheckState.SENT, timezone.now(), actor
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:send_check",
        obj=row,
        before={"state": CheckState.DRAFT},
        after={"state": row.state},
    )
    _tell(row)
    return row


@transaction.atomic
def take_back_check(*, check: StandardCheck, actor: User) -> StandardCheck:
    """Open a check again that was handed in. Raises ``PermissionDenied``; ``Conflict`` for a draft, and once
    the district has checked after the station or given its stars.
    """
    row = _locked(check, actor, "take_back_check")
    named = StandardCheck.objects.sent().filter(station=row.station_id, edition=row.edition_id, year=row.year)
    if row.side == CheckSide.OWN and named.filter(side=CheckSide.DISTRICT).exists():
        raise Conflict("区里已经检查过，自查不能再改")
    rated = StarCandidate.objects.filter(
        round__edition=row.edition_id, round__year=row.year, stars__isnull=False
    )
    if row.side == CheckSide.DISTRICT and rated.filter(station=row.station_id).exists():
        raise Conflict("已经按这次检查评定了星级，检查不能再改")
    row.state, row.sent_at = CheckState.DRAFT, None
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:take_back_check",
        obj=row,
        before={"state": CheckState.SENT},
        after={"state": row.state},
    )
    return row


def _locked(check: StandardCheck, actor: User, step: str) -> StandardCheck:
    """The check as it stands now, for a step of its table."""
    rows = StandardCheck.objects.select_for_update(of=("self",))
    row = rows.select_related("edition__standard", "station").get(pk=check.pk)
    place = locked_station(row.station)
    require_open(place)
    _require(actor, place, row.side)
    require(actor, CHECK_WORKFLOW[step], row.state)
    return row


def _row(place: Station, standard: Standard, year: int, side: str) -> StandardCheck:
    """The check there is, locked, or a new one with version 0."""
    if not standard.applies_to(place):
        raise Conflict(f"“{standard}”是联络站的标准，{place}不用检查")
    this_year = timezone.localdate().year
    if not this_year - 1 <= year <= this_year:
        raise Conflict(f"只能填今年和去年的检查，{year}年的不能再填")
    edition = edition_of(standard, year)
    named = StandardCheck.objects.filter(station=place, edition=edition, year=year, side=side)
    found = named.select_for_update(of=("self",)).select_related("edition__standard", "station").first()
    return found or StandardCheck(station=place, edition=edition, year=year, side=side, version=0)


def _require(actor: User, place: Station, side: str) -> None:
    if side == CheckSide.DISTRICT:
        if not actor.has_role(*OFFICE):
            raise PermissionDenied(Denial(OFFICE))
    else:
        require_rule(actor, rules.keep_station, place)


def _facts(row: StandardCheck) -> dict[str, Any]:
    """What stands in a check: the day, the state, and what was found item by item."""
    if not row.pk:
        return {}
    found = {one.item.name: one.as_fact() for one in row.items.select_related("item")}
    return {"checked_on": row.checked_on, "state": row.state, "items": found}


def _keep(row: StandardCheck, answers: Mapping[int, Answer], actor: User) -> None:
    kept = {one.item_id: one for one in row.items.all()}
    with saving() as saver:
        for item in row.edition.items.all():
            given = answers.get(item.pk, Answer())
            found = kept.get(item.pk) or CheckedItem(check_of=row, item=item)
            found.met, found.words = given.met, given.words.strip()
            found.full_clean(exclude=["check_of", "item", "met"])
            found.save()
            if given.dropped:
                found.photos.filter(pk__in=given.dropped).update(dropped=True)
            add_photos(found.photos, given.photos, actor, saver.save, folder="checks")
            over = found.photos.shown().count() - PHOTO_LIMIT if given.photos else 0
            if over > 0:
                message = f"“{item}”的照片最多 {PHOTO_LIMIT} 张，请去掉 {over} 张"
                raise ValidationError({f"photos_{item.pk}": message})


def lacking(row: StandardCheck) -> dict[str, str]:
    """What keeps a draft from being handed in, at ``met_<key>`` and ``words_<key>`` (2 queries).

    Every item is answered, and what is there is shown in words or by a photo; a rating by stars has words for each.
    """
    wrong: dict[str, str] = {}
    for one in row.items.select_related("item").prefetch_related("photos"):
        photos = [photo for photo in one.photos.all() if not photo.dropped]
        needs_words = row.edition.standard.gives_stars or (one.met and not photos)
        if one.met is None:
            wrong[f"met_{one.item_id}"] = f"“{one.item}”还没有填"
        elif needs_words and not one.words:
            wrong[f"words_{one.item_id}"] = f"写明“{one.item}”的依据，一句话就行"
    return wrong


def _tell(row: StandardCheck) -> None:
    """The station hears what the district found."""
    if row.side == CheckSide.DISTRICT:
        page = reverse("station_standards:check", args=[row.station_id, row.edition.standard_id])
        notices.send(
            to=staff_of_station(row.station),
            title=f"区里按“{row.edition.standard}”检查了{row.station}",
            url=f"{page}?year={row.year}",
            key=f"check:{row.pk}:{row.version}",
        )
