"""The registers of a year, the file of one deputyship, and the lock the group keeps."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import require_rule
from congress.web.addresses import record_url
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from deputies.duty import operations, rules
from deputies.duty.attendance import attendance_of
from deputies.duty.enums import DutyState
from deputies.duty.forms import ReasonForm
from deputies.duty.reading import (
    TOLD,
    chosen_year,
    district_points,
    form_pages,
    points_of,
    register_of,
    register_rows,
    taken_out,
    totals_of,
    year_span,
    years_of,
)
from deputies.duty.showing import duty_state, happenings
from deputies.duty.views.common import file_of, file_url
from deputies.duty.workflow import CONFIRMERS
from deputies.models import DeputyGroup, Deputyship, DutyRecord, Register
from deputies.models.deputyships import DeputyshipQuerySet, memberships_on

_PAGE = 50
#: Years of which registers are offered, this one included.
_YEARS = 6


def _year(request: SignedInRequest) -> int:
    this = timezone.localdate().year
    asked = request.GET.get("year", "")
    known = asked.isdecimal() and len(asked) == 4 and this - _YEARS < int(asked) <= this
    return int(asked) if known else this


def _registers(request: SignedInRequest, year: int) -> tuple[DeputyshipQuerySet, DeputyGroup | None]:
    """Whoever was a deputy in the year, of the group of ``?group=``."""
    first, last = year_span(year)
    rows = Deputyship.objects.filter(rules.see_file.as_q(request.user), starts_on__lte=last)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first))
    asked = request.GET.get("group", "")
    groups = DeputyGroup.objects.visible_to(request.user)
    group = groups.filter(pk=int(asked)).first() if asked.isdecimal() else None
    if group is not None:
        seats = memberships_on(timezone.localdate()).filter(group=group)
        rows = rows.filter(pk__in=seats.values("deputyship_id"))
    return rows, group


def _locked(year: int) -> Exists:
    return Exists(Register.objects.locked(year).filter(deputyship=OuterRef("pk")))


@allow(*rules.LIST_READERS)
@never_cache
@require_safe
def registers(request: SignedInRequest) -> HttpResponse:
    """The registers of a year: how many duties, how often there when called, points, locked or not (R057, R028)."""
    year = _year(request)
    rows, group = _registers(request, year)
    ordered = rows.annotate(locked=_locked(year)).select_related("person", "term__area")
    ordered = ordered.order_by("person__pinyin", "pk")
    page = Paginator(ordered, _PAGE).get_page(request.GET.get("page"))
    keys = [row.pk for row in page]
    counts = {
        line["deputyship_id"]: line
        for line in DutyRecord.objects.filter(deputyship__in=keys, year=year)
        .order_by()
        .values("deputyship_id")
        .annotate(
            within=Count("pk", filter=Q(state__in=TOLD, in_session=True)),
            between=Count("pk", filter=Q(state__in=TOLD, in_session=False)),
            waiting=Count("pk", filter=Q(state__in=[DutyState.PENDING, DutyState.CONFIRMED])),
        )
    }
    attended = attendance_of(keys, *year_span(year))
    points = district_points(keys, year)
    nothing = {"within": 0, "between": 0, "waiting": 0}
    this = timezone.localdate().year
    context = {
        "year": year,
        "years": range(this, this - _YEARS, -1),
        "group": group,
        "groups": DeputyGroup.objects.visible_to(request.user).in_force(timezone.localdate()),
        "page": page,
        "lines": [(row, counts.get(row.pk, nothing), attended[row.pk], points.get(row.pk)) for row in page],
        "locked": rows.filter(_locked(year)).count(),
        "keeps": request.user.has_role(*CONFIRMERS),
    }
    return render(request, "duty/registers.html", context)


@allow(*CONFIRMERS)
@require_POST
def lock_registers(request: SignedInRequest) -> HttpResponse:
    """Lock the picked registers of a year, or all of the group that are open."""
    year = _year(request)
    rows, _group = _registers(request, year)
    rows = rows.filter(rules.keep_file.as_q(request.user)).exclude(_locked(year))
    if "all" not in request.POST:
        rows = rows.filter(pk__in=[int(key) for key in request.POST.getlist("pick") if key.isdecimal()])
    done = operations.lock_registers(
        deputyships=list(rows.select_related("person")), year=year, actor=request.user
    )
    if done:
        messages.success(request, f"已锁定 {done} 本{year}年登记册")
    else:
        messages.warning(request, "没有锁定：请先选中没有锁定的登记册")
    return redirect(f"{reverse('duty:registers')}?{request.GET.urlencode()}")


@allow(*rules.READERS)
@never_cache
@require_safe
def file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file of a deputyship: the register of one year form by form, attendance, points, the lock (R028)."""
    row = file_of(request, pk)
    today = timezone.localdate()
    year = chosen_year(request.GET.get("year", ""), row, today)
    rows = register_rows(row, year)
    register = register_of(row, year)
    keeps = request.user.has_role(*CONFIRMERS) and rules.keep_file.allows(request.user, row)
    context = {
        "deputyship": row,
        "person": row.person,
        "year": year,
        "years": years_of(row, today),
        "totals": totals_of(rows),
        "waiting": sum(one.state in {DutyState.PENDING, DutyState.CONFIRMED} for one in rows),
        "pages": [
            (page.form, [(one, duty_state(one), record_url("duty:detail", one.pk)) for one in page.rows])
            for page in form_pages(rows)
        ],
        "attended": attendance_of([row.pk], *year_span(year))[row.pk],
        "points": points_of(row, year),
        "taken_out": taken_out(row, year),
        "register": register,
        "happenings": happenings(register) if register else [],
        "keeps": keeps,
        "reads_list": request.user.has_role(*rules.LIST_READERS),
    }
    return render(request, "duty/file.html", context)


@allow(*CONFIRMERS)
@require_POST
def lock_register(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    """Lock one register from its file."""
    row = file_of(request, pk)
    require_rule(request.user, rules.keep_file, row)
    if operations.lock_registers(deputyships=[row], year=year, actor=request.user):
        messages.success(request, f"{row.person}{year}年的登记册已锁定")
    return redirect(file_url(pk, year))


@allow(*CONFIRMERS)
@never_cache
def unlock_register(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    """Open a locked register again, with a reason."""
    row = file_of(request, pk)
    require_rule(request.user, rules.keep_file, row)
    return answer(
        request,
        "duty/unlock_register.html",
        ReasonForm(request.POST or None, hint="写清为什么要改，这句话留在登记册里"),
        partial(operations.unlock_register, deputyship=row, year=year, actor=request.user),
        done=lambda _saved: f"{row.person}{year}年的登记册已解锁",
        url=lambda _saved: file_url(pk, year),
        context={"deputyship": row, "person": row.person, "year": year, "up_url": file_url(pk, year)},
    )
