"""The log of guidance: the list, one entry, the towns without any."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.guidance import rules
from deputies.guidance.forms import ChangeGuidanceForm, GuidanceForm
from deputies.guidance.queries import by_town, half_of, missing
from deputies.guidance.tables import GUIDANCE
from deputies.models import Guidance
from deputies.operations import guidance as operations
from deputies.rules import WRITERS
from deputies.timeline import steps_of

_LIST = "guidance:index"


def _page(row: Guidance) -> str:
    return reverse("guidance:detail", args=[row.pk])


def _entry(request: SignedInRequest, pk: int) -> Guidance:
    return scoped_or_404(Guidance.objects.visible_to(request.user).select_related("area"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The log; of a town's office its own part."""
    return respond(GUIDANCE, request)


@allow(*rules.READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One entry."""
    row = _entry(request, pk)
    context = {
        "guidance": row,
        "facts": [
            ("乡镇街道", str(row.area)),
            ("日期", dates.full_day(row.on)),
            ("指导人", row.guided_by),
            ("后续跟进", row.follow_up),
        ],
        "keeps": request.user.has_role(*WRITERS) and not row.reason,
        "happenings": steps_of(row),
    }
    return render(request, "guidance/detail.html", context)


@allow(*rules.READERS)
@require_safe
def gaps(request: SignedInRequest) -> HttpResponse:
    """Every town by half-year of ``?year=``, and those without guidance (R297)."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= today.year else today.year
    lines = by_town(request.user, year)
    over = 2 if year < today.year else half_of(today)
    context = {
        "year": year,
        "before": year - 1,
        "after": year + 1 if year < today.year else 0,
        "lines": lines,
        "first": missing(lines, 1),
        "second": missing(lines, 2) if over == 2 else [],
        "over": over,
    }
    return render(request, "guidance/gaps.html", context)


@allow(*WRITERS)
@never_cache
def record_guidance(request: SignedInRequest) -> HttpResponse:
    """Write an entry; ``?area=`` picks the town."""
    asked = request.GET.get("area", "")
    initial: dict[str, object] = {"on": timezone.localdate(), "guided_by": request.user.name}
    if asked.isdecimal():
        initial["area"] = int(asked)
    return answer(
        request,
        "deputies/ask.html",
        GuidanceForm(request.POST or None, initial=initial),
        partial(operations.record_guidance, actor=request.user),
        done=lambda _row: "指导已登记",
        url=_page,
        context={"label": "登记指导", "up": GUIDANCE.title, "up_url": reverse(_LIST)},
    )


@allow(*WRITERS)
@never_cache
def change_guidance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an entry, or write down what came of it."""
    row = _entry(request, pk)
    with leading_to(_page(row)):
        if row.reason:
            raise Conflict(f"这次指导已撤回：{row.reason}")
        return answer(
            request,
            "deputies/ask.html",
            ChangeGuidanceForm(request.POST or None, instance=row),
            partial(operations.change_guidance, guidance=row, actor=request.user),
            done=lambda _row: "已更新",
            url=_page,
            context={
                "label": "修改、写后续",
                "of": row,
                "up": row.subject,
                "up_url": _page(row),
                "button": "保存",
            },
        )


@allow(*WRITERS)
@never_cache
def withdraw_guidance(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was not given."""
    row = _entry(request, pk)
    with leading_to(_page(row)):
        return answer(
            request,
            "deputies/ask.html",
            ReasonForm(request.POST or None),
            partial(operations.withdraw_guidance, guidance=row, actor=request.user),
            done=lambda _row: "已撤回，不再统计",
            url=_page,
            context={"label": "撤回指导", "of": row, "up": row.subject, "up_url": _page(row), "undo": True},
        )
