"""Logging, correcting, withdrawing and restoring an activity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activities import operations, rules
from activities.forms import WithdrawForm
from activities.models import Activity
from activities.operations import Dropped
from activities.views.sheet import Sheet, carried_over, rows_taken_over, taken_over
from activities.workflow import WORKFLOW
from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import require, require_rule, scoped_or_404
from congress.documents.uploads import StorageFailed
from congress.web.requests import SignedInRequest


def _keys(request: SignedInRequest, name: str) -> list[int]:
    return [int(key) for key in request.POST.getlist(name) if key.isdecimal()]


def _say(request: SignedInRequest, verb: str, parts: Mapping[str, Any]) -> None:
    new = "、".join(part.name for part in parts["participations"] if part.person is None)
    messages.success(request, f"{verb}“{parts['headline']}”{f'，名册新增：{new}' if new else ''}")


@allow(*rules.WRITERS)
@never_cache
def record_activity(request: SignedInRequest) -> HttpResponse:
    """Log an activity."""
    if "take_over" in request.POST:
        sheet = Sheet(request, fresh=True, initial=taken_over(request), rows=rows_taken_over(request))
        return sheet.render("activities/record_activity.html")
    return record(request, Sheet(request, initial=carried_over(request)), "activities:record_activity")


def record(request: SignedInRequest, sheet: Sheet, page: str) -> HttpResponse:
    """Save a new activity; one that looks like an earlier record is shown beside it first."""
    template = f"{page.replace(':', '/')}.html"
    if request.method != "POST" or not sheet.is_valid():
        return sheet.render(template)
    if alike := sheet.duplicates():
        return sheet.render(template, duplicates=alike)
    parts = sheet.parts
    try:
        activity = operations.record_activity(actor=request.user, token=sheet.form.submission, **parts)
    except (ValidationError, StorageFailed) as error:
        sheet.refuse(error)
        return sheet.render(template)
    _say(request, "已登记", parts)
    if "next" in request.POST:
        return redirect(f"{reverse(page)}?after={activity.pk}")
    return redirect("activities:detail", activity.pk)


@allow(*rules.WRITERS)
@never_cache
def change_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an activity; a second writer sees both versions and loses nothing."""
    activity = scoped_or_404(Activity.objects.visible_to(request.user), pk=pk)
    require_rule(request.user, rules.change_activity, activity)
    sheet = Sheet(request, activity)
    dropped = Dropped(photos=_keys(request, "drop"), attachments=_keys(request, "drop_attachment"))
    if request.method == "POST" and sheet.is_valid():
        parts, version = sheet.parts, sheet.form.cleaned_data["version"]
        try:
            operations.change_activity(
                activity=activity,
                actor=request.user,
                version=version,
                dropped=dropped,
                **parts,
            )
        except StaleVersion as stale:
            return sheet.clash(stale, Activity.objects.get(pk=pk))
        except (ValidationError, StorageFailed) as error:
            sheet.refuse(error)
        else:
            _say(request, "已修改", parts)
            return redirect("activities:detail", pk)
    return sheet.render(
        "activities/change_activity.html",
        activity=activity,
        photos=activity.photos.shown(),
        attachments=activity.attachments.shown(),
        dropped=dropped,
    )


@allow(*rules.WRITERS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an activity back, with a reason."""
    activity = scoped_or_404(Activity.objects.visible_to(request.user), pk=pk)
    require_rule(request.user, rules.change_activity, activity)
    require(request.user, WORKFLOW["withdraw"], activity.state)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.withdraw(activity=activity, actor=request.user, **form.cleaned_data)
        messages.success(request, f"已撤回“{activity.headline}”，不再计入统计和刊物")
        return redirect("activities:detail", pk)
    return render(request, "activities/withdraw.html", {"form": form, "activity": activity})


@allow(*rules.WRITERS)
@require_POST
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring a withdrawn activity back."""
    activity = scoped_or_404(Activity.objects.visible_to(request.user), pk=pk)
    require_rule(request.user, rules.change_activity, activity)
    require(request.user, WORKFLOW["restore"], activity.state)
    operations.restore(activity=activity, actor=request.user)
    messages.success(request, f"已恢复“{activity.headline}”")
    return redirect("activities:detail", pk)
