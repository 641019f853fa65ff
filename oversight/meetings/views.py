"""Meetings at the desk: the list, one meeting, its agenda, people, papers and steps."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require, scoped_or_404
from congress.web.files import kept_file
from congress.web.forms import PortalForm, ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action, Line, Section
from deputies.papers import paper_answer
from deputies.timeline import steps_of
from oversight.meetings import forms, rules, showing
from oversight.meetings.enums import AHEAD, MeetingState
from oversight.meetings.papers import paper_of
from oversight.meetings.queries import next_number
from oversight.meetings.sections import plugged_into
from oversight.meetings.tables import MEETINGS
from oversight.meetings.workflow import MEETING_WORKFLOW
from oversight.models import AgendaItem, Meeting, MeetingFile, MeetingKind
from oversight.operations import agenda as agenda_operations
from oversight.operations import meeting_people as people_operations
from oversight.operations import meetings as operations
from oversight.operations.meeting_log import paragraph
from oversight.pages import RecordPage

INDEX = "meetings:index"


def page_of(row: Meeting) -> str:
    """The page of a meeting."""
    return reverse("meetings:detail", args=[row.pk])


def found(request: SignedInRequest, pk: int) -> Meeting:
    """One the user may see; else 404."""
    rows = Meeting.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("kind__activity_kind", "chair", "term__area", "activity"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All meetings the user may see."""
    return respond(MEETINGS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One meeting: where it stands, its agenda, who was asked, its papers, what rooms say of it."""
    row = found(request, pk)
    attendees = list(row.attendees.all())
    keeps = request.user.has_role(*rules.WRITERS)
    plugged = plugged_into(row, request.user)
    return RecordPage(
        title=row.title,
        sub=row.kind.name,
        up=MEETINGS.title,
        up_url=reverse(INDEX),
        state=showing.meeting_state(row),
        notes=[f"这次会议已取消。原因：{row.cancelled_reason}"] if row.cancelled_reason else [],
        facts=[*showing.facts_of(row), *plugged.facts],
        texts=[("会议纪要", row.minutes)],
        files=showing.files_of(row, keeps=keeps),
        files_title="会议材料",
        sections=[
            showing.agenda_section(row, request.user),
            *plugged.sections,
            *showing.people_sections(row, attendees, request.user),
            showing.papers_section(row),
        ],
        actions=[*(_actions(row, asked=bool(attendees)) if keeps else []), *plugged.actions],
        hint="" if keeps else "由常委会办公室登记",
        happenings=steps_of(row),
    ).answer(request)


def _actions(row: Meeting, *, asked: bool) -> list[Action]:
    def to(name: str) -> str:
        return reverse(f"meetings:{name}", args=[row.pk])

    ahead, day_came = row.state in AHEAD, row.on <= timezone.localdate()
    found = []
    if ahead and not asked:
        found.append(Action("选参会人员", to("set_attendees"), "primary"))
        found.append(Action("发出通知", blocked="先选参会人员"))
    elif row.state == MeetingState.PLANNED:
        found.append(Action("发出通知", to("call_meeting"), "" if day_came else "primary"))
    elif row.state == MeetingState.CALLED:
        found.append(Action("通知新加的人", to("call_meeting")))
    if ahead and day_came:
        found.append(Action("登记已召开", to("hold_meeting"), "primary" if asked else ""))
    elif ahead:
        found.append(Action("登记已召开", blocked="开会那天以后再登记"))
    if row.state == MeetingState.HELD:
        found.append(Action("写纪要", to("write_minutes"), "" if row.minutes else "primary"))
        if row.activity_id:
            found.append(Action("看工作记录", reverse("activities:detail", args=[row.activity_id])))
    if row.state != MeetingState.CANCELLED:
        found.append(Action("加会议材料", to("add_materials")))
    if ahead:
        found += [
            Action("改时间、地点", to("change_meeting")),
            Action("取消会议", to("cancel_meeting"), "undo"),
        ]
    return found


@allow(*rules.WRITERS)
@require_safe
def choose_kind(request: SignedInRequest) -> HttpResponse:
    """Which kind of meeting; each leads to its form."""
    kinds = MeetingKind.objects.filter(active=True)
    lines = [
        Line(kind.name, str(kind.get_members_display()), reverse("meetings:plan_meeting", args=[kind.pk]))
        for kind in kinds
    ]
    section = Section("开什么会", lines, empty="还没有会议种类，请先增加。")
    return RecordPage(
        title="安排会议",
        sub="选会议种类，次数自动接上",
        up=MEETINGS.title,
        up_url=reverse(INDEX),
        sections=[section],
        actions=[Action("会议种类", reverse("meetings:settings"))],
    ).answer(request)


@allow(*rules.WRITERS)
@never_cache
def plan_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan a meeting of a kind; the next number is proposed."""
    kind = scoped_or_404(MeetingKind.objects.filter(active=True).select_related("activity_kind"), pk=pk)
    today = timezone.localdate()
    initial: dict[str, Any] = {"on": today, "number": next_number(operations.draft(kind, today))}
    return form_page(
        request,
        forms.MeetingForm(request.POST or None, kind=kind, initial=initial),
        partial(operations.plan_meeting, actor=request.user, kind=kind),
        heading=f"安排{kind.name}",
        about=MEETINGS.title,
        button="保存，去选参会人员",
        back=reverse("meetings:choose_kind"),
        done=lambda row: f"已安排{row.title}，请选参会人员",
        url=lambda row: reverse("meetings:set_attendees", args=[row.pk]),
    )


@allow(*rules.WRITERS)
@never_cache
def change_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct time, place, chair or number."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        if row.state not in AHEAD:
            raise Conflict(f"这次会议{row.get_state_display()}，不能再改时间、地点")
        return form_page(
            request,
            forms.ChangeMeetingForm(request.POST or None, instance=row, kind=row.kind),
            partial(operations.change_meeting, meeting=row, actor=request.user),
            heading="改时间、地点",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="会议已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def set_attendees(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is asked."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        if row.state not in AHEAD:
            raise Conflict(f"这次会议{row.get_state_display()}，不能再改参会人员")
        return form_page(
            request,
            forms.AttendeesForm(request.POST or None, user=request.user, meeting=row),
            partial(people_operations.set_attendees, meeting=row, actor=request.user),
            heading="选参会人员",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="参会人员已保存，发出通知以后他们能看到会议和材料",
        )


@allow(*rules.WRITERS)
@never_cache
def add_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an item on the agenda."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        initial = {"subject": request.GET.get("subject", ""), "title": request.GET.get("title", "")[:200]}
        return form_page(
            request,
            forms.ItemForm(request.POST or None, user=request.user, initial=initial),
            partial(agenda_operations.add_item, meeting=row, actor=request.user),
            heading="增加议题",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="议题已加入议程",
        )


def _item(request: SignedInRequest, pk: int) -> AgendaItem:
    rows = AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    return scoped_or_404(rows.select_related("meeting__kind"), pk=pk)


@allow(*rules.WRITERS)
@never_cache
def change_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an item, or write down what was decided."""
    item = _item(request, pk)
    with leading_to(page_of(item.meeting)):
        return form_page(
            request,
            forms.ChangeItemForm(request.POST or None, instance=item, user=request.user),
            partial(agenda_operations.change_item, item=item, actor=request.user),
            heading="修改议题、填决定",
            about=item.meeting.title,
            button="保存",
            back=page_of(item.meeting),
            done="议程已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def drop_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an item off the agenda."""
    item = _item(request, pk)
    with leading_to(page_of(item.meeting)):
        return form_page(
            request,
            PortalForm(request.POST or None),
            partial(agenda_operations.drop_item, item=item, actor=request.user),
            heading="删去议题",
            about=item.meeting.title,
            lead=f"第 {item.order} 项：{item.title}。已有决定的议题不能删。",
            back=page_of(item.meeting),
            done=f"“{item.title}”已从议程删去",
            undo=True,
        )


def _file(request: SignedInRequest, pk: int) -> MeetingFile:
    rows = MeetingFile.objects.filter(dropped=False, meeting__in=Meeting.objects.visible_to(request.user))
    return scoped_or_404(rows.select_related("meeting"), pk=pk)


@allow(*rules.WRITERS)
@never_cache
def add_materials(request: SignedInRequest, pk: int) -> HttpResponse:
    """Documents for those who were invited."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.MaterialsForm(request.POST or None, request.FILES or None),
            partial(operations.add_materials, meeting=row, actor=request.user),
            heading="加会议材料",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="材料已加上，参会人员可以打开",
        )


@allow(*rules.WRITERS)
@require_POST
def drop_material(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a document out."""
    row = _file(request, pk)
    operations.drop_material(file=row, actor=request.user)
    messages.success(request, f"“{row.name}”已移除")
    return redirect(page_of(row.meeting))


@allow(*rules.WRITERS)
@never_cache
def call_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell everybody who was asked."""
    row = found(request, pk)
    waiting = row.attendees.filter(told_at__isnull=True).count()
    with leading_to(page_of(row)):
        require(request.user, MEETING_WORKFLOW["call_meeting"], row.state)
        return form_page(
            request,
            PortalForm(request.POST or None),
            partial(operations.call_meeting, meeting=row, actor=request.user),
            heading="发出通知",
            about=row.title,
            lead=f"还没有通知的 {waiting} 人（单位）会收到通知，可以看材料、报到或者请假。没有帐号的请另外通知，"
            "会议通知可以打印。",
            back=page_of(row),
            done="通知已发出",
        )


@allow(*rules.WRITERS)
@never_cache
def hold_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """It took place."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        require(request.user, MEETING_WORKFLOW["hold_meeting"], row.state)
        return form_page(
            request,
            forms.HoldForm(request.POST or None, meeting=row, initial={"text": paragraph(row)}),
            partial(operations.hold_meeting, meeting=row, actor=request.user),
            heading="登记已召开",
            about=row.title,
            lead="保存以后记入工作记录一次，列席的代表计入履职，《人大信息》可以选用，不用再登记。",
            back=page_of(row),
            done="会议已登记召开，请填各项决定、写纪要",
        )


@allow(*rules.WRITERS)
@never_cache
def cancel_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        require(request.user, MEETING_WORKFLOW["cancel_meeting"], row.state)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.cancel_meeting, meeting=row, actor=request.user),
            heading="取消会议",
            about=row.title,
            back=page_of(row),
            done="会议已取消，已通知的人会收到消息，这个次数可以再用",
            undo=True,
        )


@allow(*rules.WRITERS)
@never_cache
def write_minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        if row.state != MeetingState.HELD:
            raise Conflict("会议召开以后才能写纪要")
        return form_page(
            request,
            forms.MinutesForm(request.POST or None, instance=row),
            partial(operations.write_minutes, meeting=row, actor=request.user),
            heading="写纪要",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="纪要已保存，可以打印",
        )


@allow(*rules.INVITABLE)
@require_safe
def paper(request: SignedInRequest, pk: int, paper: str) -> HttpResponse:
    """One of the papers as PDF, for whoever may see the meeting."""
    row = found(request, pk)
    if paper not in showing.PAPERS:
        raise Http404
    return paper_answer(request, lambda: paper_of(row, paper), reverse("meetings:invitation", args=[row.pk]))


@allow(*rules.INVITABLE)
@require_safe
def file(request: SignedInRequest, pk: int) -> FileResponse:
    """A document, for the desk and for those who were invited."""
    row = _file(request, pk)
    return kept_file(row.file.name, row.media_type, row.name)
