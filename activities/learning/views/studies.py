"""Study in groups: the list, one of them, entering it, what was said."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.enums import ActivityState
from activities.learning import operations, rules
from activities.learning.study_forms import ChangeStudyForm, GroupForm, SpeechForm, StudyForm, groups_kept
from activities.learning.tables import STUDIES
from activities.learning.views.asking import asking
from activities.models import Activity, GroupStudy, StudySpeech
from activities.queries.roster import on_roll
from activities.rules import READERS as LOG_READERS
from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.conflict import conflict_response
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from deputies.models import DeputyGroup


def _url(row: GroupStudy) -> str:
    return reverse("learning:study", args=[row.pk])


def _kept(request: SignedInRequest, pk: int) -> GroupStudy:
    rows = GroupStudy.objects.kept_by(request.user).select_related("group", "activity__kind")
    return scoped_or_404(rows, pk=pk)


@allow(*rules.STUDY_READERS)
@require_http_methods(["GET", "POST"])
def studies(request: SignedInRequest) -> HttpResponse:
    """Study in scope."""
    return respond(STUDIES, request)


@allow(*rules.STUDY_READERS)
@require_safe
def study(request: SignedInRequest, pk: int) -> HttpResponse:
    """One time: what was studied, who led, who came, who said what (R087)."""
    rows = GroupStudy.objects.visible_to(request.user)
    row = scoped_or_404(rows.select_related("group", "activity", "recorded_by"), pk=pk)
    keeps = rules.keep_study.allows(request.user, row) and row.activity.state == ActivityState.RECORDED
    context = {
        "study": row,
        "activity": row.activity,
        "facts": _facts(row),
        "deputies": on_roll(row.activity),
        "speeches": row.speeches.select_related("deputyship__person"),
        "keeps": keeps,
        "log_url": _log_url(request, row),
    }
    return render(request, "learning/study.html", context)


def _facts(row: GroupStudy) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = [
        ("日期", dates.full_day(row.activity.start_on)),
        ("小组", str(row.group or "")),
        ("地点", row.activity.place),
        ("领学人", row.leader),
        ("学习材料", row.material),
        ("登记", row.recorded_by.name if row.recorded_by else ""),
    ]
    return [(label, value) for label, value in told if value]


def _log_url(request: SignedInRequest, row: GroupStudy) -> str:
    """The page of the log, for who may open it."""
    if not request.user.has_role(*LOG_READERS):
        return ""
    seen = Activity.objects.visible_to(request.user).filter(pk=row.activity_id).exists()
    return reverse("activities:detail", args=[row.activity_id]) if seen else ""


@allow(*rules.STUDY_KEEPERS)
@never_cache
def record_study(request: SignedInRequest) -> HttpResponse:
    """Log what a group studied; who keeps several groups first says which."""
    group = _group(request)
    if group is None:
        form = GroupForm(request.GET if "group" in request.GET else None, user=request.user)
        up_url = reverse("learning:studies")
        context = asking("登记学习", "小组学习", up_url, word="下一步", method="get")
        return render(request, "learning/ask.html", {"form": form, **context})
    study_form = StudyForm(request.POST or None, group=group)

    def save(**_cleaned: object) -> GroupStudy:
        return operations.record_study(
            actor=request.user, token=study_form.cleaned_data["token"], **study_form.facts
        )

    return answer(
        request,
        "learning/ask.html",
        study_form,
        save,
        done=lambda _row: "已登记，活动登记和代表的履职里都有",
        url=_url,
        context=asking("登记学习", "小组学习", reverse("learning:studies"), sub=group.label, word="登记"),
    )


def _group(request: SignedInRequest) -> DeputyGroup | None:
    """The group that studied: the one asked for, or the only one the user keeps."""
    kept = groups_kept(request.user)
    asked = request.GET.get("group", "")
    if asked.isdecimal():
        return kept.filter(pk=int(asked)).first()  # type: ignore[no-any-return]
    first = list(kept[:2])
    return first[0] if len(first) == 1 else None


@allow(*rules.STUDY_KEEPERS)
@never_cache
def change_study(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct it, in the log as well."""
    row = _kept(request, pk)
    if row.group is None:
        return redirect(_url(row))
    form = ChangeStudyForm(request.POST or None, group=row.group, study=row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            with leading_to(_url(row)):
                operations.change_study(study=row, actor=request.user, version=version, **form.facts)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StaleVersion as stale:
            current = ChangeStudyForm(group=row.group, study=_kept(request, pk))
            return conflict_response(request, form, stale, current=current)
        else:
            messages.success(request, "已修改")
            return redirect(_url(row))
    context = asking("修改", row.topic, _url(row), word="保存")
    return render(request, "learning/ask.html", {"form": form, **context})


@allow(*rules.STUDY_KEEPERS)
@never_cache
def withdraw_study(request: SignedInRequest, pk: int) -> HttpResponse:
    """It counts no longer."""
    row = _kept(request, pk)
    with leading_to(_url(row)):
        return answer(
            request,
            "learning/ask.html",
            ReasonForm(request.POST or None),
            lambda reason: operations.withdraw_study(study=row, actor=request.user, reason=reason),
            done=lambda _row: "已撤回，不再统计",
            url=lambda _row: _url(row),
            context=asking("撤回", row.topic, _url(row), undo=True),
        )


@allow(*rules.STUDY_KEEPERS)
@never_cache
def write_speech(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note what a deputy said."""
    row = _kept(request, pk)

    def save(**data: Any) -> StudySpeech:
        return operations.write_speech(study=row, actor=request.user, **data)

    asked = request.GET.get("deputy", "")
    known = row.speeches.filter(deputyship=int(asked)).first() if asked.isdecimal() else None
    initial = {"deputyship": known.deputyship_id, "points": known.points} if known else {}
    return answer(
        request,
        "learning/ask.html",
        SpeechForm(request.POST or None, study=row, initial=initial),
        save,
        done=lambda one: f"{one.deputyship.person.name}的发言已记下",
        url=lambda _one: _url(row),
        context=asking("记发言", row.topic, _url(row), word="记下"),
    )


@allow(*rules.STUDY_KEEPERS)
@require_POST
def drop_speech(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it out."""
    mine = GroupStudy.objects.kept_by(request.user).values("pk")
    rows = StudySpeech.objects.filter(study__in=mine).select_related("study", "deputyship__person")
    one = scoped_or_404(rows, pk=pk)
    row = one.study
    operations.drop_speech(speech=one, actor=request.user)
    messages.success(request, "这条发言已去掉")
    return redirect(_url(row))
