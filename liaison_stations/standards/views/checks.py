"""One station against one standard: both sides beside each other, and the form of each."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict, Denial, StaleVersion
from congress.access.rules import require_rule, scoped_or_404
from congress.documents.kept import photo_answer
from congress.documents.uploads import StorageFailed
from congress.web.conflict import conflict_response
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields
from liaison_stations import rules
from liaison_stations.enums import CheckSide
from liaison_stations.models import (
    CheckedItem,
    CheckPhoto,
    Standard,
    StandardCheck,
    StandardEdition,
    StandardItem,
    Station,
)
from liaison_stations.operations import checks as operations
from liaison_stations.standards.addresses import address
from liaison_stations.standards.check_forms import (
    PHOTO_HINT,
    CheckForm,
    answers_of,
    check_form,
    initial_of,
    rows_of,
)
from liaison_stations.standards.queries import board
from liaison_stations.standards.views import shared
from liaison_stations.workflow import OFFICE, STAFF

_NAMES = {CheckSide.OWN: "self_check", CheckSide.DISTRICT: "district_check"}


@allow(*rules.READERS)
@never_cache
@require_safe
def check(request: SignedInRequest, pk: int, standard: int) -> HttpResponse:
    """What both sides found in a year, item by item, with evidence and photos; differences stand out."""
    row, by, year = shared.station_of(request, pk), shared.standard_of(standard), shared.year_of(request)
    assessed = board(year, [row.pk], [by.pk]).of(by, row.pk)
    decisive = assessed.decisive
    sides = {
        side: _found(found.check)
        for side, found in (("own", assessed.own), ("district", assessed.district))
        if found
    }
    differs = set(assessed.differs)
    lines = [
        (
            item,
            sides.get("own", {}).get(item.pk),
            sides.get("district", {}).get(item.pk),
            item.name in differs,
        )
        for item in (decisive.items if decisive else ())
    ]
    user, is_open = request.user, row.closed_on is None
    keeps = is_open and rules.keep_station.allows(user, row)
    context = {
        "station": row,
        "standard": by,
        "edition": decisive.check.edition if decisive else None,
        "year": year,
        "years": shared.years(),
        "assessed": assessed,
        "lines": lines,
        "fills_own": keeps and assessed.own is None and assessed.district is None,
        "opens_own": keeps and assessed.own is not None and assessed.district is None,
        "fills_district": is_open and user.has_role(*OFFICE) and assessed.district is None,
        "opens_district": is_open and user.has_role(*OFFICE) and assessed.district is not None,
    }
    return render(request, "station_standards/check.html", context)


@allow(*STAFF)
@never_cache
def self_check(request: SignedInRequest, pk: int, standard: int) -> HttpResponse:
    """The station's own check: kept as a draft, handed in when nothing is lacking."""
    row = shared.station_of(request, pk)
    require_rule(request.user, rules.keep_station, row)
    return _write(request, row, shared.standard_of(standard), CheckSide.OWN)


@allow(*OFFICE)
@never_cache
def district_check(request: SignedInRequest, pk: int, standard: int) -> HttpResponse:
    """The district's check, beside what the station said."""
    return _write(request, shared.station_of(request, pk), shared.standard_of(standard), CheckSide.DISTRICT)


@allow(*STAFF)
@require_POST
def take_back_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a check again that was handed in."""
    rows = StandardCheck.objects.visible_to(request.user)
    row = scoped_or_404(rows.select_related("edition", "station"), pk=pk)
    if row.side == CheckSide.DISTRICT and not request.user.has_role(*OFFICE):
        raise PermissionDenied(Denial(OFFICE))
    operations.take_back_check(check=row, actor=request.user)
    messages.success(request, f"{row.get_side_display()}已收回，改好以后再提交")
    return redirect(address(_NAMES[CheckSide(row.side)], row.year, row.station_id, row.edition.standard_id))


@allow(*rules.READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of a check in scope, small or full."""
    seen = StandardCheck.objects.visible_to(request.user)
    row = scoped_or_404(CheckPhoto.objects.shown().filter(checked_item__check_of__in=seen), pk=pk)
    return photo_answer(row, size)


def _found(check: StandardCheck | None) -> dict[int, CheckedItem]:
    """What a check says, by key of the item (2 queries)."""
    if check is None:
        return {}
    return {one.item_id: one for one in check.items.prefetch_related("photos")}


def _write(request: SignedInRequest, station: Station, standard: Standard, side: CheckSide) -> HttpResponse:
    """The form of one side, shown, kept, or handed in."""
    year = shared.year_of(request)
    edition = operations.edition_of(standard, year)
    items = list(edition.items.all())
    check = edition.checks.filter(station=station, year=year, side=side).first()
    page = address("check", year, station.pk, standard.pk)
    if check is not None and check.is_sent:
        raise _already(check, page)
    found = _found(check)
    form_class = check_form(items)
    form = form_class(request.POST or None, request.FILES or None, initial=initial_of(check, found))
    if request.method == "POST" and form.is_valid():
        answer = _save(request, form, station, standard, year, side, items)
        if answer is not None:
            return answer
    lacking = operations.lacking(check) if check is not None and "lacking" in request.GET else {}
    return _page(request, station, edition, year, side, form, items, found, lacking)


def _already(check: StandardCheck, page: str) -> Conflict:
    error = Conflict(f"{check}已提交，收回以后再改")
    error.url = page
    return error


def _save(
    request: SignedInRequest,
    form: CheckForm,
    station: Station,
    standard: Standard,
    year: int,
    side: CheckSide,
    items: list[StandardItem],
) -> HttpResponse | None:
    """Keep the draft and, when that was asked for, hand it in; nothing when the form is to be shown again."""
    dropped = [int(key) for key in request.POST.getlist("drop") if key.isdecimal()]
    try:
        row = operations.write_check(
            station=station,
            standard=standard,
            year=year,
            side=side,
            actor=request.user,
            version=form.cleaned_data["version"],
            checked_on=form.cleaned_data["checked_on"],
            answers=answers_of(form, items, dropped),
        )
    except StaleVersion as stale:
        now = operations.edition_of(standard, year).checks.get(station=station, year=year, side=side)
        current = type(form)(initial=initial_of(now, _found(now)))
        return conflict_response(request, form, stale, current=current)
    except ValidationError as error:
        form.add_error(None, at_its_fields(form, error))
        return None
    except StorageFailed as failed:
        form.add_error(None, str(failed))
        return None
    here = address(_NAMES[side], year, station.pk, standard.pk)
    if "send" not in request.POST:
        messages.success(request, "已保存，还没有提交。可以以后接着填")
        return redirect(here)
    try:
        operations.send_check(check=row, actor=request.user)
    except ValidationError:
        return redirect(f"{here}&lacking#lacking")
    messages.success(request, f"{station}“{standard}”{side.label}已提交")
    return redirect(address("check", year, station.pk, standard.pk))


def _page(
    request: SignedInRequest,
    station: Station,
    edition: StandardEdition,
    year: int,
    side: CheckSide,
    form: CheckForm,
    items: list[StandardItem],
    found: Mapping[int, CheckedItem],
    lacking: Mapping[str, str],
) -> HttpResponse:
    standard = edition.standard
    own = (
        board(year, [station.pk], [standard.pk]).of(standard, station.pk).own
        if side == CheckSide.DISTRICT
        else None
    )
    own_words = {key: one.words for key, one in _found(own.check if own else None).items()}
    context = {
        "station": station,
        "standard": standard,
        "edition": edition,
        "year": year,
        "side": side,
        "form": form,
        "rows": list(rows_of(form, items, found, own, own_words, lacking)),
        "lacking": lacking,
        "own": own,
        "photo_hint": PHOTO_HINT,
        "back": address("check", year, station.pk, standard.pk),
    }
    return render(request, "station_standards/write_check.html", context)
