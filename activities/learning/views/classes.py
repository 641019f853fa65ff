"""Classes at the desk: the list, one class, planning, enrolment, holding it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.enums import AttendanceState
from activities.learning import operations, rules
from activities.learning.forms import ChangeClassForm, ClassForm, LinkForm
from activities.learning.tables import CLASSES, class_state, named, when
from activities.learning.views.asking import asking
from activities.learning.workflow import WORKFLOW
from activities.models import Activity, Trainee, TrainingClass
from congress.access.decorators import allow
from congress.access.exceptions import Conflict, StaleVersion
from congress.access.rules import available, scoped_or_404
from congress.web import dates
from congress.web.conflict import conflict_response
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to


def class_url(row: TrainingClass) -> str:
    """The page of a class at the desk."""
    return reverse("learning:detail", args=[row.pk])


def kept_class(request: SignedInRequest, pk: int) -> TrainingClass:
    """A class the user keeps, or 404."""
    rows = TrainingClass.objects.kept_by(request.user)
    return scoped_or_404(rows.select_related("type__activity_kind", "area", "town", "plan__term"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The classes in scope."""
    return respond(CLASSES, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One class: what it is, who teaches, who is in it, what can be done now."""
    rows = TrainingClass.objects.visible_to(request.user)
    row = scoped_or_404(
        rows.select_related("type", "area", "town", "plan__term", "activity", "created_by"), pk=pk
    )
    keeps = rules.keep_class.allows(request.user, row)
    people = list(row.trainees.select_related("kind", "deputyship__person", "deputyship__term__area"))
    enrolled = [one for one in people if one.state == "enrolled"]
    context = {
        "training": row,
        "heading": named(row),
        "state": class_state(row),
        "facts": _facts(row),
        "keeps": keeps,
        "in_log": Activity.objects.visible_to(request.user).filter(training=row).exists(),
        "steps": {t.step for t in available(request.user, WORKFLOW, row.state)} if keeps else set(),
        "today": timezone.localdate(),
        "lectures": row.lectures.select_related("deputyship"),
        "kinds": _by_kind(row, enrolled),
        "enrolled": len(enrolled),
        "deputies": sum(one.deputyship_id is not None for one in enrolled),
        "guests": sum(one.deputyship_id is None for one in enrolled),
        "waiting": [one for one in people if one.state == "waiting"],
        "left": [one for one in people if one.state == "left"],
        "open": row.state in {"planned", "enrolling", "running"},
    }
    return render(request, "learning/detail.html", context)


def _facts(row: TrainingClass) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = [
        ("时间", when(row)),
        ("地点", row.place),
        ("主办单位", row.organiser),
        ("承办", row.town.name if row.town else ""),
        ("承训单位", row.host),
        ("形式", "、".join(filter(None, (row.get_hall_form_display(), *row.forms)))),
        ("范围", row.get_reach_display()),
        ("培训对象", row.audience),
        ("可报名", "、".join(row.level_labels)),
        ("名额", f"{row.seats} 名" if row.seats else ""),
        ("报名截止", dates.full_day(row.enrol_by) if row.enrol_by else ""),
        ("列入计划", str(row.plan) if row.plan else ""),
    ]
    return [(label, value) for label, value in told if value]


def _by_kind(row: TrainingClass, people: list[Trainee]) -> list[tuple[str, list[Trainee]]]:
    """Those with a place by kind, deputies with what the roll says of them in ``roll``."""
    days: dict[int, list[str]] = {}
    if row.activity is not None:
        for key, state in row.activity.attendances.values_list("deputyship", "state"):
            days.setdefault(key, []).append(state)
    found: dict[str, list[Trainee]] = {}
    for one in sorted(people, key=lambda one: (one.kind.order, one.kind_id, one.pk)):
        one.roll = _came(one, days.get(one.deputyship_id or 0))  # type: ignore[attr-defined]
        found.setdefault(one.kind.name, []).append(one)
    return list(found.items())


def _came(one: Trainee, states: list[str] | None) -> str:
    """到 5／7 天 of the roll; 已到, 未到 of people who are no deputies; nothing while it is not known."""
    if one.deputyship_id is None:
        return "" if one.came is None else ("已到" if one.came else "未到")
    if not states or all(state == AttendanceState.EXPECTED for state in states):
        return ""
    present = states.count(AttendanceState.PRESENT)
    if len(states) > 1:
        return f"到 {present}／{len(states)} 天"
    return str(AttendanceState(states[0]).label)


@allow(*rules.KEEPERS)
@never_cache
def create_class(request: SignedInRequest) -> HttpResponse:
    """Plan a class."""
    return _create(request, hall=False)


@allow(*rules.KEEPERS)
@never_cache
def create_hall(request: SignedInRequest) -> HttpResponse:
    """Plan a session of the lecture hall."""
    return _create(request, hall=True)


def _create(request: SignedInRequest, *, hall: bool) -> HttpResponse:
    initial = {name: value for name in ("year", "span") if (value := request.GET.get(name))}
    form = ClassForm(request.POST or None, user=request.user, hall=hall, initial=initial)

    def save(**_cleaned: object) -> TrainingClass:
        return operations.create_class(actor=request.user, token=form.cleaned_data["token"], **form.facts)

    up = ("代表讲堂", reverse("learning:halls")) if hall else ("学习培训", reverse("learning:index"))
    return answer(
        request,
        "learning/class_form.html",
        form,
        save,
        done=lambda row: "已列入，日期定了就可以开始报名",
        url=class_url,
        context={"heading": "新建一期代表讲堂" if hall else "新建培训班", "up": up[0], "up_url": up[1]},
    )


@allow(*rules.KEEPERS)
@never_cache
def change_class(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a class."""
    row = kept_class(request, pk)
    hall = row.number is not None
    form = ChangeClassForm(request.POST or None, instance=row, user=request.user, hall=hall)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            with leading_to(class_url(row)):
                operations.change_class(training=row, actor=request.user, version=version, **form.facts)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StaleVersion as stale:
            current = ChangeClassForm(instance=kept_class(request, pk), user=request.user, hall=hall)
            return conflict_response(request, form, stale, current=current)
        else:
            messages.success(request, "已修改")
            return redirect(class_url(row))
    context = {"form": form, "heading": "修改", "up": row.title, "up_url": class_url(row)}
    return render(request, "learning/class_form.html", context)


@allow(*rules.KEEPERS)
@require_POST
def open_enrolment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let deputies enrol."""
    return _stepped(request, pk, operations.open_enrolment, "已开始报名，代表在手机上看得到")


@allow(*rules.KEEPERS)
@require_POST
def start_class(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin: the class becomes the activity with its roll."""
    return _stepped(request, pk, operations.start_class, "已开班，可以按名单点名")


@allow(*rules.KEEPERS)
@require_POST
def finish_class(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is over."""
    return _stepped(request, pk, operations.finish_class, "已结束")


def _stepped(request: SignedInRequest, pk: int, step: Callable[..., Any], done: str) -> HttpResponse:
    row = kept_class(request, pk)
    url = class_url(row)
    try:
        with leading_to(url):
            step(training=row, actor=request.user)
    except ValidationError as error:
        messages.warning(request, "；".join(error.messages))
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, done)
    return redirect(url)


@allow(*rules.KEEPERS)
@never_cache
def cancel_class(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call it off."""
    row = kept_class(request, pk)
    with leading_to(class_url(row)):
        return answer(
            request,
            "learning/ask.html",
            ReasonForm(request.POST or None),
            lambda reason: operations.cancel_class(training=row, actor=request.user, reason=reason),
            done=lambda _row: "已取消，报了名的代表会收到通知",
            url=class_url,
            context=_context(row, "取消", undo=True),
        )


@allow(*rules.KEEPERS)
@never_cache
def link_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """The log holds it already."""
    row = kept_class(request, pk)
    form = LinkForm(request.POST or None, user=request.user, training=row)
    with leading_to(class_url(row)):
        return answer(
            request,
            "learning/ask.html",
            form,
            lambda activity: operations.link_activity(training=row, actor=request.user, activity=activity),
            done=lambda _row: "已关联，日期和名单以活动为准",
            url=class_url,
            context=_context(row, "关联已登记的活动"),
        )


def _context(row: TrainingClass, label: str, *, undo: bool = False) -> dict[str, object]:
    return asking(label, row.title, class_url(row), sub=named(row), undo=undo)
