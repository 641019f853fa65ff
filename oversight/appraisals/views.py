"""Appraisals of departments: the list, one of them, its plan and steps, days on the spot."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.rules import available, require, require_rule, scoped_or_404
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.operations.deciding import goes_on
from congress.web import dates
from congress.web.forms import PortalForm, ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action, Line, Section
from deputies.timeline import steps_of
from oversight.appraisals import forms, rules, showing
from oversight.appraisals.enums import ON_THE_SPOT, AppraisalState
from oversight.appraisals.queries import opinions_on, together
from oversight.appraisals.tables import APPRAISALS
from oversight.appraisals.workflow import APPRAISAL_WORKFLOW
from oversight.meetings.queries import items_about
from oversight.meetings.subjects import key_of
from oversight.models import AppraisalOpinion, AppraisedBody, SpecialAppraisal
from oversight.operations import special_appraisals as operations
from oversight.operations.appraisal_results import SUBJECT
from oversight.pages import RecordPage

INDEX = "special_appraisals:index"


def page_of(row: SpecialAppraisal) -> str:
    """The page of an appraisal."""
    return reverse("special_appraisals:detail", args=[row.pk])


def found(request: SignedInRequest, pk: int) -> SpecialAppraisal:
    """One the user may see."""
    rows = SpecialAppraisal.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("committee", "meeting", "poll"), pk=pk)


def kept(request: SignedInRequest, pk: int) -> SpecialAppraisal:
    """One the user keeps; 403 else."""
    row = found(request, pk)
    require_rule(request.user, rules.keep_appraisal, row)
    return row


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All appraisals the user may see."""
    return respond(APPRAISALS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One appraisal: its departments with opinions and votes, days on the spot; a department sees itself alone."""
    row, user, today = found(request, pk), request.user, timezone.localdate()
    at_desk = user.has_role(*rules.DESK)
    keeps = rules.keep_appraisal.allows(user, row)
    bodies = list(AppraisedBody.objects.visible_to(user).filter(appraisal=row).order_by("number"))
    counted = opinions_on(bodies)
    public = row.state == AppraisalState.PUBLISHED
    lines = []
    for one in bodies:
        n = counted[one.pk]
        said = showing.levels_in_words(n) if at_desk else f"{n.all} 条"
        lines.append(showing.body_line(one, said, today, public=public))
    sections = [Section("被评议部门", lines, sub=f"{len(lines)} 个")] if lines else []
    # Deputies are asked about departments whose results they do not see yet.
    asked = [] if lines else list(row.bodies.order_by("number").values_list("name", flat=True))
    if user.has_role(*rules.DEPUTIES):
        sections.insert(0, _own_opinions(row, user))
    if at_desk:
        sections += _of_the_desk(row, user)
    facts = [
        ("年度", f"{row.year}年"),
        ("牵头的工委", str(row.committee)),
        ("依据", row.basis),
        ("被评议部门", "、".join(asked)),
        ("意见截止", dates.full_day(row.opinions_until)),
        ("代表意见", showing.levels_in_words(together(counted.values())) if at_desk else ""),
        ("测评会议", row.meeting.title if row.meeting else ""),
        ("测评日期", dates.full_day(row.rated_on) if row.rated_on else ""),
        ("公示日期", dates.full_day(row.published_on) if row.published_on else ""),
    ]
    asking = row.state == AppraisalState.ASKING
    return RecordPage(
        title=row.title,
        sub=str(row.committee),
        up=APPRAISALS.title,
        up_url=reverse(INDEX),
        state=showing.appraisal_state(row, today),
        due=row.opinions_until if asking else None,
        notes=[f"这次专项评议已撤回。原因：{row.withdrawn_reason}"] if row.withdrawn_reason else [],
        path=showing.path_of(row),
        facts=facts,
        texts=[("评议方案", row.plan)] if at_desk or user.has_role(*rules.DEPUTIES) else [],
        sections=sections,
        actions=_actions(row, user, keeps=keeps, at_desk=at_desk),
        hint="由常委会办公室、牵头的工委登记" if at_desk and not keeps else "",
        happenings=steps_of(row) if at_desk else [],
    ).answer(request)


def _own_opinions(row: SpecialAppraisal, user: User) -> Section:
    own = AppraisalOpinion.objects.filter(body__appraisal=row, person__user=user).select_related("body")
    lines = [
        Line(one.body.name, one.text, at=one.said_on, state=("done", one.get_grade_display()))
        if one.grade
        else Line(one.body.name, one.text, at=one.said_on)
        for one in own.order_by("body__number")
    ]
    return Section("我的意见", lines, sub=f"{len(lines)} 条", empty="您没有提意见。")


def _of_the_desk(row: SpecialAppraisal, user: User) -> list[Section]:
    """Days on the spot with who was there, and where it stood on an agenda."""
    visits = []
    days = row.visits.prefetch_related(
        "activity__participations__person", "activity__attendances__deputyship__person"
    )
    for one in days:
        names = []
        if one.activity is not None:
            names = [part.person.name for part in one.activity.participations.all()]
            names += [seat.deputyship.person.name for seat in one.activity.attendances.all()]
        note = "　".join(filter(None, [one.account, "、".join(dict.fromkeys(names))]))
        url = reverse("activities:detail", args=[one.activity_id]) if one.activity_id else ""
        visits.append(Line(one.place, note, url, one.on))
    sections = [Section("调研", visits, empty="还没有登记调研。")]
    met = [
        Line(
            item.meeting.title,
            item.decision,
            reverse("meetings:detail", args=[item.meeting_id]),
            item.meeting.on,
        )
        for item in items_about(key_of(SUBJECT, row.pk), user)
    ]
    return [*sections, Section("会议测评", met)] if met else sections


def _actions(row: SpecialAppraisal, user: User, *, keeps: bool, at_desk: bool) -> list[Action]:
    def to(name: str) -> str:
        return reverse(f"special_appraisals:{name}", args=[row.pk])

    found: list[Action] = []
    if user.has_role(*rules.DEPUTIES) and row.takes_opinions(timezone.localdate()):
        found.append(Action("提意见", to("opine"), "" if keeps else "primary"))
    voting = goes_on(row.poll)
    steps = available(user, APPRAISAL_WORKFLOW, row.state) if keeps else []
    shut = {"prepare_ballot", "withdraw_appraisal"} if voting else set()
    if row.rated_on is None:
        shut.add("publish_result")
    for step in steps:
        if step.step not in shut and not step.undo:
            found.append(Action(step.label, to(step.step), "primary" if step.primary else ""))
    if at_desk and row.poll_id is not None and voting:
        kind = "primary" if keeps and row.rated_on is None else ""
        label = "去投票表决" if kind else "看投票"
        found.append(Action(label, reverse("ballots:detail", args=[row.poll_id]), kind))
    if keeps and row.state == AppraisalState.VOTING and row.rated_on is None:
        found.append(Action("公示结果", blocked="测评有结果以后才能公示"))
    if keeps and row.state == AppraisalState.ASKING:
        found.append(Action("登记代表意见", to("enter_opinion")))
    if keeps and row.state in ON_THE_SPOT:
        found.append(Action("登记调研", to("record_visit")))
    if at_desk:
        found.append(Action("看代表意见", f"{reverse('special_appraisals:opinions')}?appraisal={row.pk}"))
    if keeps and row.under_way:
        found.append(Action("修改", to("change_appraisal")))
    found += [Action(one.label, to(one.step), "undo") for one in steps if one.undo and one.step not in shut]
    return found


@allow(*rules.WRITERS)
@never_cache
def plan_appraisal(request: SignedInRequest) -> HttpResponse:
    """Plan an appraisal."""
    own = [one.organ_id for one in request.user.assignments_today if one.role == Role.COMMITTEE]
    initial = {"year": timezone.localdate().year, **({"committee": own[0]} if own else {})}
    return form_page(
        request,
        forms.AppraisalForm(request.POST or None, initial=initial),
        partial(operations.plan_appraisal, actor=request.user),
        heading="安排专项评议",
        about=APPRAISALS.title,
        button="保存",
        back=reverse(INDEX),
        done="专项评议已安排，核对以后开始征求意见",
        url=page_of,
    )


@allow(*rules.WRITERS)
@never_cache
def change_appraisal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the plan."""
    row = kept(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.ChangeAppraisalForm(request.POST or None, instance=row),
            partial(operations.change_appraisal, appraisal=row, actor=request.user),
            heading="修改专项评议",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="专项评议已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def open_opinions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the deputies."""
    row = kept(request, pk)
    with leading_to(page_of(row)):
        require(request.user, APPRAISAL_WORKFLOW["open_opinions"], row.state)
        return form_page(
            request,
            forms.OpenForm(request.POST or None, initial={"opinions_until": row.opinions_until}),
            partial(operations.open_opinions, appraisal=row, actor=request.user),
            heading="开始征求意见",
            about=row.title,
            lead="有帐号的代表会收到通知，在手机上对各部门提意见；其他各级代表的意见由办公室登记。被评议的部门从现在起不能再改。",
            back=page_of(row),
            done="已开始征求意见，代表会收到通知",
        )


@allow(*rules.WRITERS)
@never_cache
def close_opinions(request: SignedInRequest, pk: int) -> HttpResponse:
    """No more opinions."""
    row = kept(request, pk)
    with leading_to(page_of(row)):
        require(request.user, APPRAISAL_WORKFLOW["close_opinions"], row.state)
        return form_page(
            request,
            PortalForm(request.POST or None),
            partial(operations.close_opinions, appraisal=row, actor=request.user),
            heading="截止征求意见",
            about=row.title,
            lead="截止以后代表不能再提，办公室也不能再登记代表意见。",
            back=page_of(row),
            done="已截止征求意见",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_appraisal(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is not held."""
    row = kept(request, pk)
    with leading_to(page_of(row)):
        require(request.user, APPRAISAL_WORKFLOW["withdraw_appraisal"], row.state)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_appraisal, appraisal=row, actor=request.user),
            heading="撤回专项评议",
            about=row.title,
            back=page_of(row),
            done="已撤回",
            undo=True,
        )


@allow(*rules.WRITERS)
@never_cache
def record_visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A day on the spot."""
    row = kept(request, pk)
    initial = {"on": timezone.localdate()}
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.VisitForm(request.POST or None, user=request.user, initial=initial),
            partial(operations.record_visit, appraisal=row, actor=request.user),
            heading="登记调研",
            about=row.title,
            lead="保存以后记入工作记录一次，参加的代表自动记入履职。",
            back=page_of(row),
            done="调研已登记，已记入工作记录",
        )
