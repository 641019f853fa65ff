"""The plan of sittings, and the talk at one."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities.enums import DutyPart
from activities.models import Activity, Sitting, Talk
from activities.rules import see_activity
from activities.taking_part import rules
from activities.taking_part.enums import SittingState
from activities.taking_part.forms import (
    CallForm,
    ChangeSittingForm,
    InviteForm,
    PointForm,
    SittingForm,
    TalkForm,
)
from activities.taking_part.operations import sittings as operations
from activities.taking_part.operations import talks
from activities.taking_part.planning import times_of
from activities.taking_part.queries import sitting_coverage
from activities.taking_part.seams import made_of, suggesting
from activities.taking_part.showing import happenings, sitting_state
from activities.taking_part.views.shared import form_page, found, page_of
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from deputies.models import is_grassroots

_page = page_of("sitting")


@allow(*rules.READERS)
@require_safe
def sittings(request: SignedInRequest) -> HttpResponse:
    """The plan of a year, with how far the term is covered."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    years = sorted({today.year, *(day.year for day in Sitting.objects.dates("on", "year"))}, reverse=True)
    year = int(asked) if asked.isdecimal() and int(asked) in years else today.year
    basic = Count("invited", filter=is_grassroots("invited__person"), distinct=True)
    rows = Sitting.objects.visible_to(request.user).filter(on__year=year).select_related("convocation")
    rows = rows.annotate(n_invited=Count("invited", distinct=True), n_basic=basic)
    context = {
        "year": year,
        "years": years,
        "lines": [(row, sitting_state(row)) for row in rows],
        "coverage": sitting_coverage(today),
        "keeps": request.user.has_role(*rules.WRITERS),
    }
    return render(request, "taking_part/sittings.html", context)


@allow(*rules.READERS)
@require_safe
def sitting(request: SignedInRequest, pk: int) -> HttpResponse:
    """One sitting: who is to be asked, and how often each sat in before."""
    row = found(Sitting, request.user, rules.see, pk, "convocation")
    people = list(row.invited.select_related("person").order_by("person__pinyin", "pk"))
    basic = set(row.invited.filter(is_grassroots()).values_list("pk", flat=True))
    term = people[0].term if people else None
    times = times_of(term.starts_on, apart_from=row) if term and row.state == SittingState.PLANNED else {}
    context = {
        "sitting": row,
        "state": sitting_state(row),
        "facts": [
            ("日期", f"{dates.full_day(row.on)}（{dates.weekday(row.on)}）"),
            (
                "列席名额",
                f"{row.seats} 人"
                + (f"，其中基层代表 {row.grassroots_seats} 人" if row.grassroots_seats else ""),
            ),
        ],
        "people": [(one, one.pk in basic, times.get(one.person_id, 0)) for one in people],
        "planned": row.state == SittingState.PLANNED,
        "keeps": request.user.has_role(*rules.WRITERS),
        "happenings": happenings(row),
    }
    return render(request, "taking_part/sitting.html", context)


@allow(*rules.WRITERS)
@never_cache
def plan_sitting(request: SignedInRequest) -> HttpResponse:
    """Plan a sitting."""
    return form_page(
        request,
        SittingForm(request.POST or None, instance=Sitting()),
        partial(operations.plan_sitting, actor=request.user),
        heading="安排列席",
        about="列席计划",
        back=reverse("taking_part:sittings"),
        done="已列入计划，接着提出列席代表",
        url=_page,
    )


def _planned(request: SignedInRequest, pk: int) -> Sitting:
    """One that can still be changed; else the conflict leads to its page."""
    row: Sitting = found(Sitting, request.user, rules.keep, pk)
    if row.state != SittingState.PLANNED:
        raise Conflict(f"这次列席{row.state.label}，不能再改")
    return row


@allow(*rules.WRITERS)
@never_cache
def change_sitting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the plan."""
    with leading_to(_page(pk)):
        row = _planned(request, pk)
        return form_page(
            request,
            ChangeSittingForm(request.POST or None, instance=row),
            partial(operations.change_sitting, sitting=row, actor=request.user),
            heading="修改列席安排",
            about=row,
            button="保存",
            back=_page(pk),
            done="列席安排已更新",
        )


@allow(*rules.WRITERS)
@require_POST
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the plan propose who is to be asked."""
    with leading_to(_page(pk)):
        row = _planned(request, pk)
        chosen = operations.propose(sitting=row, actor=request.user)
    messages.success(request, f"已提出 {len(chosen)} 位代表，没有列席过的在先")
    return redirect(_page(pk))


@allow(*rules.WRITERS)
@never_cache
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose who is to be asked."""
    with leading_to(_page(pk)):
        row = _planned(request, pk)
        return form_page(
            request,
            InviteForm(request.POST or None, user=request.user, sitting=row),
            partial(operations.invite, sitting=row, actor=request.user),
            heading="选列席代表",
            about=row,
            button="保存",
            back=_page(pk),
            done="列席代表已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def call_sitting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the convocation."""
    with leading_to(_page(pk)):
        row = _planned(request, pk)
        if not row.invited.exists():
            raise Conflict("还没有选列席的代表，请先按计划提出，或自己选")
        return form_page(
            request,
            CallForm(request.POST or None, initial={"contact": request.user.name}),
            partial(operations.call_sitting, sitting=row, actor=request.user),
            heading="写召集通知",
            about=row,
            back=_page(pk),
            done="召集通知已写好，核对以后发出",
            url=lambda notice: reverse("convocations:detail", args=[notice.pk]),
        )


@allow(*rules.WRITERS)
@never_cache
def drop_sitting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give it up."""
    with leading_to(_page(pk)):
        row = _planned(request, pk)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.drop_sitting, sitting=row, actor=request.user),
            heading="不再安排",
            about=row,
            back=_page(pk),
            done="这次列席不再安排",
            undo=True,
        )


# --- the talk -----------------------------------------------------------------------------------------------
_talk_page = page_of("talk")


def _meeting(request: SignedInRequest, pk: int) -> Activity:
    """A meeting at which deputies sit in, within scope."""
    row: Activity = found(Activity, request.user, see_activity, pk, "kind", "talk")
    if row.kind.part != DutyPart.SITTING_IN:
        raise Conflict("这次活动不是代表列席的会议")
    return row


@allow(*rules.READERS)
@require_safe
def talk(request: SignedInRequest, pk: int) -> HttpResponse:
    """The talk with those who sat in, and what became of each point."""
    row = _meeting(request, pk)
    held = Talk.objects.filter(activity=row).first()
    points = list(held.points.select_related("deputyship__person", "talk")) if held else []
    made = made_of(points, request.user)
    context = {
        "activity": row,
        "talk": held,
        "people": talks.sitters(row),
        "points": [(one, made.get(one.pk)) for one in points],
        "waiting": len([one for one in points if one.pk not in made]) if suggesting() else 0,
        "keeps": request.user.has_role(*rules.WRITERS),
    }
    return render(request, "taking_part/talk.html", context)


@allow(*rules.WRITERS)
@never_cache
def record_talk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the talk."""
    with leading_to(_talk_page(pk)):
        row = _meeting(request, pk)
        held = Talk.objects.filter(activity=row).first() or Talk(activity=row)
        return form_page(
            request,
            TalkForm(request.POST or None, instance=held),
            partial(talks.record_talk, activity=row, actor=request.user),
            heading="登记座谈",
            about=row,
            button="保存",
            back=_talk_page(pk),
            done="座谈已登记",
        )


@allow(*rules.WRITERS)
@never_cache
def add_point(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note a point."""
    with leading_to(_talk_page(pk)):
        row = _meeting(request, pk)
        held = Talk.objects.filter(activity=row).first()
        if held is None:
            raise Conflict("请先登记座谈")
        form = PointForm(request.POST or None)
        people: Any = cast("forms.ModelChoiceField[Any]", form.fields["deputyship"])
        keys = [one.pk for one in talks.sitters(row)]
        people.queryset = people.queryset.model.objects.filter(pk__in=keys).select_related("person")
        return form_page(
            request,
            form,
            partial(talks.add_point, talk=held, actor=request.user),
            heading="登记意见",
            about=row,
            back=_talk_page(pk),
            done="意见已登记",
        )


@allow(*rules.WRITERS)
@require_POST
def suggest_points(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the points become drafts."""
    with leading_to(_talk_page(pk)):
        row = _meeting(request, pk)
        held = Talk.objects.filter(activity=row).first()
        if held is None:
            raise Conflict("请先登记座谈")
        count = talks.suggest_points(talk=held, actor=request.user)
    messages.success(request, f"已转为 {count} 件建议草稿，由代表核对后提交" if count else "都已转为建议")
    return redirect(_talk_page(pk))
