"""The deputy's own register on the phone: declare, correct, take back, look."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require, scoped_or_404
from congress.documents.uploads import StorageFailed
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from deputies.duty import operations, rules
from deputies.duty.attendance import attendance_of
from deputies.duty.enums import DECLARED, DutyState
from deputies.duty.forms import PHOTO_LIMIT, DeclareAgainForm, DeclareForm
from deputies.duty.reading import (
    chosen_year,
    held_by,
    points_of,
    register_of,
    register_rows,
    totals_of,
    year_span,
    years_of,
)
from deputies.duty.showing import duty_state
from deputies.duty.views.common import duty_of, duty_url
from deputies.duty.workflow import DUTY_WORKFLOW
from deputies.models import Deputyship, DutyPolicy, DutyRecord
from deputies.models.duties import DutyRecordQuerySet

#: Of so many of the last duties the kinds are offered first.
_LOOKED_AT = 20


def _declared(request: SignedInRequest) -> DutyRecordQuerySet:
    return DutyRecord.objects.filter(deputyship__person__user=request.user, source=DECLARED)


def _sent(request: SignedInRequest) -> list[str]:
    """The tokens of what was declared in the last hour: drafts of these are kept on the phone no longer."""
    since = timezone.now() - timedelta(hours=1)
    rows = _declared(request).filter(recorded_at__gte=since, token__isnull=False)
    return [str(token) for token in rows.values_list("token", flat=True)]


@allow(*rules.DEPUTIES)
@never_cache
def declare(request: SignedInRequest) -> HttpResponse:
    """Declare a duty in under a minute: the kind, a line of words, a photo."""
    held = list(held_by(request.user))
    if not held:
        return render(request, "duty/phone/no_deputyship.html")
    form = DeclareForm(request.POST or None, request.FILES or None, held=held)
    if request.method == "POST" and form.is_valid():
        try:
            row = operations.declare(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StorageFailed as error:
            form.add_error("photos", str(error))
        else:
            messages.success(request, f"已填报“{row.title}”，等小组确认")
            return redirect(f"{reverse('duty:mine')}?year={row.year}")
    recent = _declared(request).order_by("-pk").values_list("kind_id", flat=True)[:_LOOKED_AT]
    context = {
        "form": form,
        "recent": form.recent(list(recent)),
        "groups": form.grouped(),
        "within": DutyPolicy.current().declare_within,
        "photo_limit": PHOTO_LIMIT,
        "sent": _sent(request),
    }
    return render(request, "duty/phone/declare.html", context)


@allow(*rules.DEPUTIES)
@never_cache
def declare_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what was declared, while nobody confirmed it or after it was returned."""
    row = scoped_or_404(_declared(request).select_related("deputyship__person", "kind"), pk=pk)
    with leading_to(duty_url(row)):
        if row.state not in {DutyState.PENDING, DutyState.RETURNED}:
            raise Conflict(f"这一条{row.get_state_display()}，不能再改")
        form = DeclareAgainForm(request.POST or None, request.FILES or None, instance=row)
        shown = DutyRecord.objects.get(pk=pk)
        return answer(
            request,
            "duty/phone/declare_again.html",
            form,
            partial(operations.declare_again, record=row, actor=request.user),
            done=lambda saved: f"已改好“{saved.title}”，等小组确认",
            url=lambda saved: f"{reverse('duty:mine')}?year={saved.year}",
            context={
                "duty": shown,
                "groups": form.grouped(),
                "recent": [],
                "photos": row.photos.shown(),
                "photo_limit": PHOTO_LIMIT,
            },
        )


@allow(*rules.DEPUTIES)
@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what was declared and is not confirmed yet."""
    row = duty_of(request, pk)
    with leading_to(duty_url(row)):
        require(request.user, DUTY_WORKFLOW["take_back"], row.state)
        operations.take_back(record=row, actor=request.user)
    messages.success(request, f"已撤回“{row.title}”")
    return redirect(f"{reverse('duty:mine')}?year={row.year}")


@allow(*rules.DEPUTIES)
@never_cache
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """My register of a year: what was returned first, then the newest; what it comes to."""
    own = Deputyship.objects.filter(person__user=request.user).select_related("person", "term__area")
    held = list(own.order_by("-starts_on", "level", "pk"))
    if not held:
        return render(request, "duty/phone/no_deputyship.html")
    asked = request.GET.get("deputyship", "")
    row = next((one for one in held if str(one.pk) == asked), held[0])
    today = timezone.localdate()
    year = chosen_year(request.GET.get("year", ""), row, today)
    rows = register_rows(row, year)
    context = {
        "held": held,
        "deputyship": row,
        "year": year,
        "years": years_of(row, today),
        "totals": totals_of(rows),
        "returned": [one for one in rows if one.state == DutyState.RETURNED],
        "rows": [(one, duty_state(one)) for one in rows if one.state != DutyState.RETURNED],
        "points": points_of(row, year),
        "attended": attendance_of([row.pk], *year_span(year))[row.pk],
        "register": register_of(row, year),
        "sent": _sent(request),
    }
    return render(request, "duty/phone/mine.html", context)
