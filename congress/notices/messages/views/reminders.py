"""Reminders that come back: the list, one with what it sent, setting, changing, stopping."""

from __future__ import annotations

from functools import partial

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import available, require, scoped_or_404
from congress.notices import rules
from congress.notices.messages.forms import ChangeReminderForm, ReminderForm
from congress.notices.messages.showing import steps_of
from congress.notices.models import Message, Reminder
from congress.notices.operations import reminders as operations
from congress.notices.recurring import next_turn
from congress.notices.tables import REMINDERS
from congress.notices.workflow import REMINDERS as WORKFLOW
from congress.notices.workflow import WRITERS
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to

_LIST = "messages:reminders"
_ASK = "messages/ask.html"
#: Turns shown on the page.
_TURNS = 24


def _page(row: Reminder) -> str:
    return reverse("messages:reminder", args=[row.pk])


def _reminder(request: SignedInRequest, pk: int, step: str = "") -> Reminder:
    rows = Reminder.objects.visible_to(request.user).select_related("area", "written_by")
    row = scoped_or_404(rows, pk=pk)
    if step:
        with leading_to(_page(row)):
            require(request.user, WORKFLOW[step], row.state)
    return row


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """Every reminder in scope."""
    return respond(REMINDERS, request)


@allow(*rules.READERS)
@require_safe
@never_cache
def reminder(request: SignedInRequest, pk: int) -> HttpResponse:
    """One reminder: when it comes back, and what it sent, with who has read it."""
    row = _reminder(request, pk)
    sent = {one.pk: one for one in Message.objects.filter(run__reminder=row).with_numbers()}
    turns = [(run, sent.get(run.message_id or 0)) for run in row.runs.all()[:_TURNS]]
    coming = next_turn(row, timezone.localdate()) if row.standing[0] == "go" else None
    context = {
        "reminder": row,
        "state": row.standing,
        "facts": [
            ("什么时候", row.when_words),
            ("遇上休息日", str(row.get_shift_display())),
            ("下一次", dates.full_day(coming.due_on) if coming else ""),
            ("提醒", row.audience_words),
            ("从哪一天起", dates.full_day(row.starts_on)),
            ("到哪一天止", dates.full_day(row.ends_on) if row.ends_on else ""),
            ("另外发", "、".join(str(way.label) for way in row.channels)),
            ("设置", row.written_by.name if row.written_by else ""),
        ],
        "turns": turns,
        "steps": {step.step for step in available(request.user, WORKFLOW, row.state)},
        "happenings": steps_of(row),
    }
    return render(request, "messages/reminder.html", context)


@allow(*WRITERS)
@never_cache
def add_reminder(request: SignedInRequest) -> HttpResponse:
    """Set a reminder."""
    area = rules.area_of(request.user)
    form = ReminderForm(request.POST or None, area=area, initial={"starts_on": timezone.localdate()})
    return answer(
        request,
        _ASK,
        form,
        partial(operations.add_reminder, actor=request.user, area=area),
        done=lambda row: f"已设置，{row.when_words}提醒",
        url=_page,
        context={"label": "设置提醒", "up": REMINDERS.title, "up_url": reverse(_LIST), "button": "保存"},
    )


@allow(*WRITERS)
@never_cache
def change_reminder(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change it from the next time on."""
    row = _reminder(request, pk, "change_reminder")
    return answer(
        request,
        _ASK,
        ChangeReminderForm(request.POST or None, instance=row),
        partial(operations.change_reminder, reminder=row, actor=request.user),
        done=lambda _row: "已更新，从下一次起照新的提醒",
        url=_page,
        context={
            "label": "修改提醒",
            "of": row,
            "up": REMINDERS.title,
            "up_url": _page(row),
            "button": "保存",
        },
    )


@allow(*WRITERS)
@require_POST
def stop_reminder(request: SignedInRequest, pk: int) -> HttpResponse:
    """It comes back no more."""
    row = _reminder(request, pk, "stop_reminder")
    operations.stop_reminder(reminder=row, actor=request.user)
    flash.success(request, "已停用，不再提醒")
    return redirect(_page(row))


@allow(*WRITERS)
@require_POST
def resume_reminder(request: SignedInRequest, pk: int) -> HttpResponse:
    """It comes back from today on."""
    row = _reminder(request, pk, "resume_reminder")
    operations.resume_reminder(reminder=row, actor=request.user)
    flash.success(request, "已恢复，从今天起照常提醒")
    return redirect(_page(row))
