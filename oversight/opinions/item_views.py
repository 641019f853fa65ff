"""One item of an agenda as it was deliberated: who spoke, what was found and advised, the opinion that came of it."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.forms import PortalForm
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action, Line, Section
from oversight.meetings.enums import MeetingState
from oversight.models import AgendaItem, Meeting, Point, ReviewOpinion, Speaker
from oversight.operations import speeches as operations
from oversight.opinions import forms, rules
from oversight.opinions.enums import SEATS, SpeakerRole
from oversight.pages import RecordPage


def page_of(item: AgendaItem) -> str:
    """The page of an item."""
    return reverse("opinions:item", args=[item.pk])


def item_of(request: SignedInRequest, pk: int) -> AgendaItem:
    """An item of a meeting the user may see; else 404."""
    rows = AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    return scoped_or_404(rows.select_related("meeting__kind"), pk=pk)


@allow(*rules.DESK)
@never_cache
@require_safe
def item(request: SignedInRequest, pk: int) -> HttpResponse:
    """The item with its speakers and points."""
    row = item_of(request, pk)
    keeps = request.user.has_role(*rules.OFFICE) and row.meeting.state != MeetingState.CANCELLED
    speakers = list(row.speakers.all())
    opinion = ReviewOpinion.objects.visible_to(request.user).filter(item=row).first()
    actions = []
    if opinion is not None:
        actions.append(Action("看审议意见", reverse("opinions:detail", args=[opinion.pk]), "primary"))
    elif keeps and row.meeting.state == MeetingState.HELD:
        actions.append(Action("起草审议意见", reverse("opinions:draft_opinion", args=[row.pk]), "primary"))
    elif keeps:
        actions.append(Action("起草审议意见", blocked="会议登记召开以后再起草"))
    return RecordPage(
        title=row.title,
        sub=f"第 {row.order} 项议题",
        up=row.meeting.title,
        up_url=reverse("meetings:detail", args=[row.meeting_id]),
        facts=[("汇报", row.reporter), ("议定事项", row.decision)],
        sections=[_speakers(row, speakers, keeps=keeps), _points(row, keeps=keeps)],
        actions=actions,
        hint="" if keeps else "由常委会办公室登记",
    ).answer(request)


def _speakers(row: AgendaItem, speakers: list[Speaker], *, keeps: bool) -> Section:
    have = {role: sum(one.role == role for one in speakers) for role in SpeakerRole}
    missing = [
        f"还差{SpeakerRole(role).label} {most - have[role]} 位"
        for role, most in SEATS.items()
        if have[role] < most
    ]
    order = {role: n for n, role in enumerate(SpeakerRole.values)}
    lines = [
        Line(
            f"{one.get_role_display()}：{one.name}",
            note=one.speech,
            actions=(
                Action("填发言", reverse("opinions:change_speaker", args=[one.pk])),
                Action("去掉", reverse("opinions:drop_speaker", args=[one.pk]), "text"),
            )
            if keeps
            else (),
        )
        for one in sorted(speakers, key=lambda one: (order[one.role], one.pk))
    ]
    add = [Action("增加发言人", reverse("opinions:add_speaker", args=[row.pk]))] if keeps else []
    return Section("审议发言（1+2+X）", lines, add, sub="，".join(missing), empty="会前先定发言人。")


def _points(row: AgendaItem, *, keeps: bool) -> Section:
    lines = [
        Line(
            f"问题：{one.problem}",
            note="　".join(
                part
                for part in (
                    f"建议：{one.advice}" if one.advice else "",
                    one.speaker.name if one.speaker else "",
                )
                if part
            ),
            actions=(Action("修改", reverse("opinions:change_point", args=[one.pk])),) if keeps else (),
        )
        for one in row.points.select_related("speaker")
    ]
    add = [Action("增加问题和建议", reverse("opinions:add_point", args=[row.pk]))] if keeps else []
    return Section("问题和建议", lines, add, empty="审议发言一条问题对一条建议。")


@allow(*rules.OFFICE)
@never_cache
def add_speaker(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fix somebody to speak."""
    row = item_of(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.SpeakerForm(request.POST or None),
            partial(operations.add_speaker, item=row, actor=request.user),
            heading="增加发言人",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="发言人已保存",
        )


def _speaker(request: SignedInRequest, pk: int) -> Speaker:
    items = AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    return scoped_or_404(Speaker.objects.filter(item__in=items).select_related("item"), pk=pk)


@allow(*rules.OFFICE)
@never_cache
def change_speaker(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what was said."""
    row = _speaker(request, pk)
    with leading_to(page_of(row.item)):
        return form_page(
            request,
            forms.ChangeSpeakerForm(request.POST or None, instance=row),
            partial(operations.change_speaker, speaker=row, actor=request.user),
            heading="填发言",
            about=row.item.title,
            button="保存",
            back=page_of(row.item),
            done="发言已保存",
        )


@allow(*rules.OFFICE)
@never_cache
def drop_speaker(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody does not speak after all."""
    row = _speaker(request, pk)
    with leading_to(page_of(row.item)):
        return form_page(
            request,
            PortalForm(request.POST or None),
            partial(operations.drop_speaker, speaker=row, actor=request.user),
            heading="去掉发言人",
            about=row.item.title,
            lead=f"{row.get_role_display()}：{row.name}。提出的问题和建议留着，不再写是谁提的。",
            back=page_of(row.item),
            done="发言人已去掉",
            undo=True,
        )


@allow(*rules.OFFICE)
@never_cache
def add_point(request: SignedInRequest, pk: int) -> HttpResponse:
    """A problem with what was advised."""
    row = item_of(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.PointForm(request.POST or None, item=row),
            partial(operations.add_point, item=row, actor=request.user),
            heading="增加问题和建议",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="问题和建议已保存",
        )


@allow(*rules.OFFICE)
@never_cache
def change_point(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a pair."""
    items = AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    row = scoped_or_404(Point.objects.filter(item__in=items).select_related("item"), pk=pk)
    with leading_to(page_of(row.item)):
        return form_page(
            request,
            forms.ChangePointForm(request.POST or None, instance=row, item=row.item),
            partial(operations.change_point, point=row, actor=request.user),
            heading="修改问题和建议",
            about=row.item.title,
            button="保存",
            back=page_of(row.item),
            done="问题和建议已更新",
        )
