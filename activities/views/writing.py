"""Logging, correcting, withdrawing and restoring an activity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activities import operations, rules
from activities.days import days_text
from activities.enums import MANNERS
from activities.forms import ActivityForm, ChangeActivityForm, WithdrawForm
from activities.models import Activity
from activities.operations import Dropped
from activities.queries import GROUP_NAMES, REPRESENTATIVES, organ_names
from activities.rows import GroupFormSet, PeopleFormSet, Rows, UnitFormSet, rows_of
from activities.workflow import WORKFLOW
from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import require, require_rule, scoped_or_404
from congress.documents.uploads import StorageFailed
from congress.web import conflict
from congress.web.requests import SignedInRequest

LEGENDS = {"people": "人员", "units": "单位", "groups": "群体"}


class Sheet:
    """The form and its rows as one thing to fill in, to check and to show again."""

    def __init__(
        self, request: SignedInRequest, activity: Activity | None = None, *, fresh: bool = False
    ) -> None:
        self.request, self.activity = request, activity
        data = conflict.posted(request) if request.method == "POST" and not fresh else None
        files = request.FILES if data is not None else None
        shared: dict[str, Any] = {"data": data, "user": request.user}
        if activity is None:
            self.form = ActivityForm(**shared, files=files, initial=_carried_over(request))
        else:
            self.form = ChangeActivityForm(**shared, files=files, activity=activity)
        initial = rows_of(activity) if data is None else {}
        self.rows: dict[str, Rows] = {
            "people": PeopleFormSet(**shared, prefix="people", initial=initial.get("people")),
            "units": UnitFormSet(**shared, prefix="units", initial=initial.get("units")),
            "groups": GroupFormSet(**shared, prefix="groups", initial=initial.get("groups")),
        }

    def is_valid(self) -> bool:
        """Whether everything can be taken; all parts are checked, so that every error shows at once."""
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    @property
    def parts(self) -> dict[str, Any]:
        """Everything the operations take."""
        return {
            "participations": self.rows["people"].parts(),
            "units": self.rows["units"].parts(),
            "groups": self.rows["groups"].parts(),
            "photos": self.form.cleaned_data["photos"],
            **self.form.facts,
        }

    def refuse(self, error: ValidationError | StorageFailed) -> None:
        """Show what the operation could not take."""
        if isinstance(error, StorageFailed):
            self.form.add_error("photos", str(error))
        else:
            self.form.add_error(None, ValidationError(error.messages))

    def clash(self, stale: StaleVersion, now: Activity) -> HttpResponse:
        """Both versions side by side, to choose from field by field."""
        current = Sheet(self.request, now, fresh=True)
        rows = [conflict.Rows(LEGENDS[name], typed, current.rows[name]) for name, typed in self.rows.items()]
        return conflict.conflict_response(self.request, self.form, stale, current=current.form, rows=rows)

    def render(self, template: str, **more: Any) -> HttpResponse:
        """The page with the form."""
        context = {
            "form": self.form,
            **self.rows,
            "manners": MANNERS,
            "organ_names": organ_names(),
            "representatives": REPRESENTATIVES,
            "group_names": GROUP_NAMES,
            "photo_max_mb": settings.PHOTO_MAX_MB,
            **more,
        }
        return render(self.request, template, context)


def _carried_over(request: SignedInRequest) -> dict[str, Any]:
    """After 保存并录下一条 the next form starts at the same day and kind."""
    key = request.GET.get("after", "")
    before = (
        Activity.objects.visible_to(request.user).filter(pk=int(key)).first() if key.isdecimal() else None
    )
    if before is None:
        return {}
    return {"days": days_text(before.start_on, before.end_on), "kind": before.kind_id, "area": before.area_id}


def _say(request: SignedInRequest, verb: str, parts: Mapping[str, Any]) -> None:
    new = "、".join(part.name for part in parts["participations"] if part.person is None)
    messages.success(request, f"{verb}“{parts['headline']}”{f'，名册新增：{new}' if new else ''}")


@allow(*rules.WRITERS)
@never_cache
def record_activity(request: SignedInRequest) -> HttpResponse:
    """Log an activity."""
    sheet = Sheet(request)
    if request.method == "POST" and sheet.is_valid():
        parts = sheet.parts
        try:
            activity = operations.record_activity(actor=request.user, token=sheet.form.submission, **parts)
        except (ValidationError, StorageFailed) as error:
            sheet.refuse(error)
        else:
            _say(request, "已登记", parts)
            if "next" in request.POST:
                response = redirect("activities:record_activity")
                response["Location"] += f"?after={activity.pk}"
                return response
            return redirect("activities:detail", activity.pk)
    return sheet.render("activities/record_activity.html")


@allow(*rules.WRITERS)
@never_cache
def change_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an activity; a second writer sees both versions and loses nothing."""
    activity = scoped_or_404(Activity.objects.visible_to(request.user), pk=pk)
    require_rule(request.user, rules.change_activity, activity)
    sheet = Sheet(request, activity)
    dropped = [int(key) for key in request.POST.getlist("drop") if key.isdecimal()]
    if request.method == "POST" and sheet.is_valid():
        parts, version = sheet.parts, sheet.form.cleaned_data["version"]
        try:
            operations.change_activity(
                activity=activity,
                actor=request.user,
                version=version,
                dropped=Dropped(photos=dropped),
                **parts,
            )
        except StaleVersion as stale:
            return sheet.clash(stale, Activity.objects.get(pk=pk))
        except (ValidationError, StorageFailed) as error:
            sheet.refuse(error)
        else:
            _say(request, "已修改", parts)
            return redirect("activities:detail", pk)
    photos = activity.photos.shown()
    return sheet.render("activities/change_activity.html", activity=activity, photos=photos, dropped=dropped)


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
