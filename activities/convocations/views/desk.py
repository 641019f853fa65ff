"""Writing and sending a convocation, and how the replies stand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities.convocations import operations, rules
from activities.convocations.forms import (
    CancelForm,
    ChangeConvocationForm,
    ChooseForm,
    ConvocationForm,
    ReplyForm,
)
from activities.convocations.queries import SHOWN, callees_of, chosen, find_deputies, shown, tally_of
from activities.convocations.tables import CONVOCATIONS
from activities.convocations.timeline import happenings
from activities.convocations.workflow import WORKFLOW
from activities.models import Activity, Callee, Convocation, ConvocationFile, GroupPlan, PlanItem
from activities.plans.rules import see_plan
from activities.rules import see_activity
from congress.access.decorators import allow, allow_signed_in
from congress.access.exceptions import StaleVersion
from congress.access.rules import available, require, scoped_or_404
from congress.accounts.enums import Role
from congress.documents.uploads import StorageFailed
from congress.organs.models import Organ
from congress.web.conflict import conflict_response
from congress.web.files import kept_file
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest


@allow(*rules.READERS)
def index(request: SignedInRequest) -> HttpResponse:
    """All convocations in scope."""
    return respond(CONVOCATIONS, request)


@allow(*rules.READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One convocation: what it says, how the replies stand by name, what happened to it."""
    rows = Convocation.objects.visible_to(request.user)
    row = scoped_or_404(rows.select_related("kind", "area", "activity", "created_by", "plan_item"), pk=pk)
    callees = list(callees_of(row))
    which = request.GET.get("show", "")
    can_change = rules.change_convocation.allows(request.user, row)
    today = timezone.localdate()
    context = {
        "convocation": row,
        "callees": shown(callees, which if which in SHOWN else ""),
        "tally": tally_of(callees),
        "shown": which,
        "shown_label": SHOWN.get(which, ""),
        "files": row.files.shown(),
        "happenings": happenings(row),
        "can_change": can_change,
        "steps": {t.step for t in available(request.user, WORKFLOW, row.state)} if can_change else set(),
        "is_today": row.start_on <= today,
        "is_open": row.state in WORKFLOW["cancel"].sources,
        "answerable": row.state == "sent" and timezone.now() < row.starts,
        "silent": [c for c in callees if not c.answer and c.deputyship.person.user_id is None],
    }
    return render(request, "convocations/detail.html", context)


def _source(request: SignedInRequest) -> Activity | PlanItem | None:
    """What the convocation is made from: an activity logged ahead, or an item of a group's plan."""
    activity, item = request.GET.get("activity", ""), request.GET.get("item", "")
    if activity.isdecimal():
        rows = Activity.objects.filter(see_activity.as_q(request.user), convocation__isnull=True)
        return scoped_or_404(rows.recorded(), pk=int(activity))
    if item.isdecimal():
        plans = GroupPlan.objects.filter(see_plan.as_q(request.user))
        items = PlanItem.objects.undone().filter(plan__in=plans)
        return scoped_or_404(items.select_related("plan__group"), pk=int(item))
    return None


def _organ(request: SignedInRequest) -> Organ | None:
    """The committee for which somebody calls."""
    return next((a.organ for a in request.user.assignments_today if a.role == Role.COMMITTEE), None)


@allow(*rules.CALLERS)
@never_cache
def create(request: SignedInRequest) -> HttpResponse:
    """Write a convocation; whom to call is the next page."""
    source = _source(request)
    form = ConvocationForm(request.POST or None, request.FILES or None, user=request.user, source=source)
    if request.method == "POST" and form.is_valid():
        try:
            row = operations.create(
                actor=request.user,
                organ=_organ(request),
                activity=source if isinstance(source, Activity) else None,
                plan_item=source if isinstance(source, PlanItem) else None,
                token=form.submission,
                files=form.cleaned_data["attachments"],
                **form.facts,
            )
        except (ValidationError, StorageFailed) as error:
            _refuse(form, error)
        else:
            return redirect("convocations:add_callees", row.pk)
    return render(request, "convocations/create.html", {"form": form, "source": source})


@allow(*rules.CALLERS)
@never_cache
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a convocation; after it was sent, everybody called is told."""
    row = _changeable(request, pk)
    require(request.user, WORKFLOW["cancel"], row.state)
    form = ChangeConvocationForm(
        request.POST or None, request.FILES or None, user=request.user, convocation=row
    )
    dropped = [int(key) for key in request.POST.getlist("drop") if key.isdecimal()]
    if request.method == "POST" and form.is_valid():
        try:
            operations.change(
                convocation=row,
                actor=request.user,
                version=form.cleaned_data["version"],
                files=form.cleaned_data["attachments"],
                dropped_files=dropped,
                **form.facts,
            )
        except StaleVersion as stale:
            now = Convocation.objects.get(pk=pk)
            current = ChangeConvocationForm(user=request.user, convocation=now)
            return conflict_response(request, form, stale, current=current)
        except (ValidationError, StorageFailed) as error:
            _refuse(form, error)
        else:
            told = "，并告诉了每位代表" if row.state == "sent" else ""
            messages.success(request, f"“{form.cleaned_data['title']}”已更新{told}")
            return redirect("convocations:detail", pk)
    context = {"form": form, "convocation": row, "files": row.files.shown(), "dropped": dropped}
    return render(request, "convocations/change.html", context)


def _refuse(form: ConvocationForm, error: ValidationError | StorageFailed) -> None:
    if isinstance(error, StorageFailed):
        form.add_error("attachments", str(error))
    else:
        form.add_error(None, error)


@allow(*rules.CALLERS)
@never_cache
def add_callees(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose whom to call: groups, constituencies, levels at once, or one by one by name (``?q=``)."""
    row = _changeable(request, pk)
    require(request.user, WORKFLOW["cancel"], row.state)
    asked: dict[str, Any] = {}
    if row.plan_item is not None and not row.callees.exists():
        asked["groups"] = [row.plan_item.plan.group_id]
    form = ChooseForm(request.POST or None, user=request.user, convocation=row, initial=asked)
    if request.method == "POST" and form.is_valid():
        people = [int(key) for key in request.POST.getlist("people") if key.isdecimal()]
        found = chosen(request.user, row.start_on, people=people, **form.cleaned_data)
        if not found:
            form.add_error(None, "还没有选，请选小组、选区、层级，或按姓名选代表")
        else:
            added = operations.add_callees(convocation=row, actor=request.user, deputyships=found)
            messages.success(request, _added(row, added, len(found)))
            return redirect("convocations:detail", pk)
    text = request.GET.get("q", "")[:60].strip()
    called = set(row.callees.called().values_list("deputyship__person_id", flat=True))
    context = {
        "form": form,
        "convocation": row,
        "text": text,
        "found": find_deputies(request.user, text, row.start_on) if text else [],
        "called": called,
    }
    return render(request, "convocations/add_callees.html", context)


def _added(row: Convocation, added: int, found: int) -> str:
    if not added:
        return f"选的 {found} 位代表都已在名单上"
    known = f"，另外 {found - added} 位已在名单上" if found > added else ""
    return f"已加入 {added} 位代表{known}{'，通知已发给他们' if row.state == 'sent' else ''}"


@allow(*rules.CALLERS)
@require_POST
def release(request: SignedInRequest, pk: int, callee: int) -> HttpResponse:
    """Take somebody off the list."""
    row = _changeable(request, pk)
    copy = scoped_or_404(Callee.objects.called().filter(convocation=row), pk=callee)
    operations.release(callee=copy, actor=request.user)
    messages.success(request, f"{copy.deputyship.person}不再召集")
    return redirect("convocations:detail", pk)


@allow(*rules.CALLERS)
@require_POST
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the notice to everybody on the list."""
    row = _changeable(request, pk)
    require(request.user, WORKFLOW["send"], row.state)
    operations.send(convocation=row, actor=request.user)
    messages.success(request, f"“{row.title}”已发给 {row.callees.called().count()} 位代表")
    return redirect("convocations:detail", pk)


@allow(*rules.CALLERS)
@require_POST
def remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask again whoever has not answered."""
    row = _changeable(request, pk)
    told = operations.remind(convocation=row, actor=request.user)
    messages.success(request, f"已催 {told} 位代表" if told else "没有要催的：有帐号的今天都催过，或都已回复")
    return redirect("convocations:detail", pk)


@allow(*rules.CALLERS)
@never_cache
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call it off, with the reason."""
    row = _changeable(request, pk)
    require(request.user, WORKFLOW["cancel"], row.state)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.cancel(convocation=row, actor=request.user, **form.cleaned_data)
        told = "，原因已告诉每位代表" if row.state == "sent" else ""
        messages.success(request, f"“{row.title}”已取消{told}")
        return redirect("convocations:detail", pk)
    return render(request, "convocations/cancel.html", {"form": form, "convocation": row})


@allow(*rules.CALLERS)
@never_cache
def reply_for(request: SignedInRequest, pk: int, callee: int) -> HttpResponse:
    """Write down what a deputy answered by telephone."""
    row = _changeable(request, pk)
    copy = scoped_or_404(callees_of(row), pk=callee)
    form = ReplyForm(request.POST or None, callee=copy)
    if request.method == "POST" and form.is_valid():
        answered = operations.reply(callee=copy, actor=request.user, **form.cleaned_data)
        messages.success(request, f"已代记：{copy.deputyship.person}{answered.get_answer_display()}")
        return redirect("convocations:detail", pk)
    return render(request, "convocations/reply_for.html", {"form": form, "convocation": row, "callee": copy})


@allow(*rules.CALLERS)
@require_POST
def hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """On the day: the convocation becomes the activity, and the list for the door opens."""
    row = _changeable(request, pk)
    activity = operations.hold(convocation=row, actor=request.user)
    return redirect("attendance:door", activity.pk)


@allow_signed_in
@require_safe
def file(request: SignedInRequest, pk: int) -> FileResponse:
    """A document of a convocation that one sees, or to which one is called."""
    own = Callee.objects.of(request.user).values("convocation")
    rows = Convocation.objects.visible_to(request.user) | Convocation.objects.filter(pk__in=own)
    row = scoped_or_404(ConvocationFile.objects.shown().filter(convocation__in=rows), pk=pk)
    return kept_file(row.file.name, row.media_type, row.name, saved=True)


def _changeable(request: SignedInRequest, pk: int) -> Convocation:
    """A convocation the user may change; others are, for changing, not there."""
    rows = Convocation.objects.changeable_by(request.user)
    return scoped_or_404(rows.select_related("kind", "area", "plan_item__plan__group"), pk=pk)
