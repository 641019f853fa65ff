"""Duties at the desk: the list, one of them, and what the group and the office do with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import available, require, scoped_or_404
from congress.accounts.enums import Role
from congress.documents.kept import photo_answer
from congress.web.lists.page import picked, respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.duty import operations, rules
from deputies.duty.enums import DutyState
from deputies.duty.forms import ReasonForm
from deputies.duty.reading import by_kind
from deputies.duty.showing import duty_facts, duty_state, happenings
from deputies.duty.sources import source_labels, source_of
from deputies.duty.tables import DUTIES
from deputies.duty.views.common import back_to, duty_of, duty_url, on_phone
from deputies.duty.workflow import CONFIRMERS, DUTY_WORKFLOW, KEEPERS
from deputies.models import DutyPhoto, DutyRecord
from deputies.models.duties import DutyRecordQuerySet

#: Duties on one page of those that wait.
_PAGE = 40


@allow(*rules.LIST_READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All duties in scope."""
    return respond(DUTIES, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One duty, where it comes from, and what can be done with it."""
    row = duty_of(request, pk)
    user = request.user
    own = row.deputyship.person.user_id == user.pk
    steps = {step.step for step in available(user, DUTY_WORKFLOW, row.state)}
    confirms = not own and rules.confirm_duty.allows(user, row)
    reviews = not own and rules.review_duty.allows(user, row)
    may = {
        "confirm": confirms,
        "send_back": confirms,
        "review": reviews,
        "strike_out": reviews,
        "declare_again": own and row.was_declared,
        "take_back": own and row.was_declared,
    }
    if own and row.was_declared and row.state == DutyState.PENDING:
        steps.add("declare_again")
    desk = user.has_role(*rules.READERS - rules.DEPUTIES)
    context = {
        "duty": row,
        "state": duty_state(row),
        "facts": duty_facts(row),
        "photos": row.photos.shown(),
        "steps": {step for step in steps if may[step]},
        "own": own,
        "source_url": _source_url(row) if desk else "",
        "happenings": happenings(row),
        "reads_list": user.has_role(*rules.LIST_READERS),
    }
    template = "duty/phone/detail.html" if on_phone(user) else "duty/detail.html"
    return render(request, template, context)


def _source_url(row: DutyRecord) -> str:
    """Where the record is that told the duty; nothing for what was declared."""
    if row.source_pk is None or row.source not in source_labels():
        return ""
    return source_of(row.source).url(row.source_pk)


def _asked(request: SignedInRequest) -> DutyRecordQuerySet:
    """The picked rows of the list, all that are filtered, or the duties of a page that posts their keys."""
    rows = picked(DUTIES, request)
    return DutyRecord.objects.filter(pk__in=list(rows.order_by().values_list("pk", flat=True)))


def _report(request: SignedInRequest, done: int, asked: int, word: str) -> None:
    """Say how many were settled, and that others were not to be."""
    left = asked - done
    if done:
        messages.success(request, f"已{word} {done} 条" + (f"，另外 {left} 条不用您{word}" if left else ""))
    else:
        messages.warning(request, f"没有{word}：所选的不用您{word}，或者别人已经处理")


@allow(*CONFIRMERS)
@require_POST
def confirm(request: SignedInRequest) -> HttpResponse:
    """The group confirms the picked duties; those that are not this user's to confirm are left out and counted."""
    asked = _asked(request)
    back = back_to(request, f"{reverse('duty:index')}?{request.GET.urlencode()}")
    rows = list(asked.to_confirm(request.user))
    with leading_to(back):
        done = operations.confirm(records=rows, actor=request.user) if rows else 0
    _report(request, done, asked.count(), "确认")
    return redirect(back)


@allow(*KEEPERS)
@require_POST
def review(request: SignedInRequest) -> HttpResponse:
    """The office lets the picked duties count."""
    asked = _asked(request)
    back = back_to(request, f"{reverse('duty:index')}?{request.GET.urlencode()}")
    rows = list(asked.to_review(request.user))
    with leading_to(back):
        done = operations.review(records=rows, actor=request.user) if rows else 0
    _report(request, done, asked.count(), "审核")
    return redirect(back)


@allow(*CONFIRMERS)
@never_cache
@require_safe
def to_confirm(request: SignedInRequest) -> HttpResponse:
    """What waits for this user's confirmation, deputy by deputy with photos: a leader does it on the phone."""
    rows = DutyRecord.objects.to_confirm(request.user).select_related("deputyship__person", "kind")
    rows = rows.prefetch_related("photos").order_by(
        "deputyship__person__pinyin", "deputyship_id", "-day", "-pk"
    )
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    people: dict[int, list[DutyRecord]] = {}
    for row in page:
        people.setdefault(row.deputyship_id, []).append(row)
    context = {"page": page, "people": [(rows[0].deputyship.person, rows) for rows in people.values()]}
    phone = on_phone(request.user)
    return render(request, "duty/phone/to_confirm.html" if phone else "duty/to_confirm.html", context)


def _with_reason(
    step: str,
    operation: Callable[..., DutyRecord],
    roles: frozenset[Role],
    done: Callable[[DutyRecord], str],
    hint: str,
) -> Callable[..., HttpResponse]:
    """The view of a step that asks why."""

    @allow(*roles)
    @never_cache
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        row = duty_of(request, pk)
        with leading_to(duty_url(row)):
            require(request.user, DUTY_WORKFLOW[step], row.state)
            return answer(
                request,
                "duty/phone/with_reason.html" if on_phone(request.user) else "duty/with_reason.html",
                ReasonForm(request.POST or None, hint=hint),
                partial(operation, record=row, actor=request.user),
                done=done,
                url=lambda _row: reverse("duty:to_confirm") if on_phone(request.user) else duty_url(row),
                context={"duty": row, "label": DUTY_WORKFLOW[step].label, "up_url": duty_url(row)},
            )

    view.__doc__ = operation.__doc__
    return view


send_back = _with_reason(
    "send_back",
    operations.send_back,
    CONFIRMERS,
    lambda row: f"已退回给{row.deputyship.person}",
    "写清要改什么，代表会看到",
)
strike_out = _with_reason(
    "strike_out",
    operations.strike_out,
    KEEPERS,
    lambda _row: "已撤销，记的分已冲回",
    "代表会看到；已经记的分会冲回",
)


@allow(*rules.LIST_READERS)
@require_safe
def report(request: SignedInRequest) -> HttpResponse:
    """Duties of a year by kind, each number a link to its list (R055)."""
    this = timezone.localdate().year
    asked = request.GET.get("year", "")
    years = [this - back for back in range(6)]
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in years else this
    forms = by_kind(request.user, year)
    lines = [line for _form, kinds in forms for line in kinds]
    context = {
        "forms": forms,
        "year": year,
        "years": years,
        "in_session": sum(line.within for line in lines),
        "between": sum(line.between for line in lines),
        "counted": sum(line.counted for line in lines),
    }
    return render(request, "duty/report.html", context)


@allow(*rules.READERS)
@cache_control(private=True, max_age=3600)
@require_safe
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of a duty in scope, small or full."""
    seen = DutyRecord.objects.visible_to(request.user)
    row = scoped_or_404(DutyPhoto.objects.shown().filter(record__in=seen), pk=pk)
    return photo_answer(row, size)
