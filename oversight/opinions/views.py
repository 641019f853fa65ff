"""Opinions: the list, one opinion, its steps; the district's rules."""

from __future__ import annotations

from functools import partial

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import available, require, require_rule, scoped_or_404
from congress.accounts.enums import Role
from congress.ballots.models import Poll
from congress.web import dates
from congress.web.files import kept_file
from congress.web.forms import PortalForm, ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action, Line, Section
from deputies.timeline import steps_of
from oversight.models import AgendaItem, OpinionFile, ReviewOpinion
from oversight.operations import opinions as operations
from oversight.opinions import forms, rules, showing
from oversight.opinions.enums import WITH_UNIT, OpinionState
from oversight.opinions.item_views import item_of
from oversight.opinions.queries import is_unrated_in_time, open_poll, rule
from oversight.opinions.tables import OPINIONS
from oversight.opinions.workflow import OPINION_WORKFLOW
from oversight.pages import RecordPage

INDEX = "opinions:index"
_CHECKERS = (Role.OFFICE, Role.COMMITTEE)
_REPORTERS = (Role.OFFICE, Role.UNIT, Role.GOVERNMENT)
#: Steps that follow from a rating.
_RATED = frozenset({"pass_rating", "fail_rating"})


def page_of(row: ReviewOpinion) -> str:
    """The page of an opinion."""
    return reverse("opinions:detail", args=[row.pk])


def found(request: SignedInRequest, pk: int) -> ReviewOpinion:
    """One the user may see; else 404."""
    rows = ReviewOpinion.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("unit", "committee", "item__meeting__kind"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All opinions the user may see."""
    return respond(OPINIONS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One opinion: where it stands, what was found and advised, each round with its votes."""
    row, today = found(request, pk), timezone.localdate()
    rounds = list(row.rounds.select_related("poll").prefetch_related("files"))
    points = [
        Line(f"问题：{one.problem}", f"建议：{one.advice}" if one.advice else "")
        for one in row.item.points.all()
    ]
    followed = [Line(one.note, at=one.on) for one in row.follow_ups.all()]
    at_desk = request.user.has_role(*rules.DESK)
    reports = [(f"第 {one.number} 次办理情况报告", one.report) for one in rounds if one.report]
    return RecordPage(
        title=row.title,
        sub=f"{row.year}年度",
        up=OPINIONS.title,
        up_url=reverse(INDEX),
        state=showing.opinion_state(row, today),
        due=row.due_on if row.state in WITH_UNIT else None,
        basis=showing.basis_of(row),
        tags=["重点议题"] if row.is_key else [],
        notes=showing.notes_of(row, rounds, unrated=is_unrated_in_time(row, today)),
        path=showing.path_of(row),
        facts=[
            ("审议会议", row.item.meeting.title),
            ("议题", row.item.title),
            ("承办单位", str(row.unit)),
            ("跟踪工委", str(row.committee)),
            ("专门班子", row.team),
            ("交办日期", dates.full_day(row.assigned_on) if row.assigned_on else ""),
            ("报告期限", dates.full_day(row.due_on) if row.due_on else ""),
        ],
        texts=[("审议意见", row.text), *reports],
        files=showing.files_of(rounds),
        files_title="报告原件",
        sections=[
            *([Section("问题和建议", points)] if points else []),
            showing.rounds_section(rounds, at_desk=at_desk),
            *([Section("跟踪督办", followed, empty="还没有登记跟踪情况。")] if at_desk else []),
            *([showing.agenda_section(row, request.user)] if at_desk else []),
        ],
        actions=_actions(request, row, open_poll(rounds[-1]) if rounds else None),
        hint="" if at_desk else "报告以后由跟踪的工委审查",
        happenings=steps_of(row),
    ).answer(request)


def _actions(request: SignedInRequest, row: ReviewOpinion, poll: Poll | None) -> list[Action]:
    def to(name: str) -> str:
        return reverse(f"opinions:{name}", args=[row.pk])

    actions: list[Action] = []
    for step in available(request.user, OPINION_WORKFLOW, row.state):
        allowed = rules.report_opinion if step.step == "report_opinion" else rules.follow_opinion
        if step.step in _RATED or not allowed.allows(request.user, row):
            continue
        kind = "undo" if step.undo else "primary" if step.primary else ""
        actions.append(Action(step.label, to(step.step), kind))
    keeps = request.user.has_role(*rules.OFFICE)
    if keeps and poll is not None:
        actions.append(Action("去投票表决", reverse("ballots:detail", args=[poll.pk]), "primary"))
    elif keeps and row.state == OpinionState.ACCEPTED:
        actions += [
            Action("准备测评投票", to("prepare_rating"), "primary"),
            Action("登记测评结果", to("record_rating")),
        ]
    elif keeps and row.state in WITH_UNIT:
        actions.append(Action("准备测评投票", blocked="单位报告、工委审查以后再测评"))
    if row.state == OpinionState.DRAFT and keeps:
        actions.append(Action("修改", to("change_opinion")))
    elif row.state != OpinionState.DRAFT and rules.follow_opinion.allows(request.user, row):
        actions.append(Action("登记跟踪", to("follow_up")))
    if request.user.has_role(*rules.DESK):
        actions.append(Action("看议题", reverse("opinions:item", args=[row.item_id])))
    return actions


@allow(*rules.OFFICE)
@never_cache
def draft_opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the opinion on an item; what was found and advised stands in it already."""
    item: AgendaItem = item_of(request, pk)
    back = reverse("opinions:item", args=[item.pk])
    words = "\n\n".join(
        f"{n}. {point.problem}{f'　建议：{point.advice}' if point.advice else ''}"
        for n, point in enumerate(item.points.all(), start=1)
    )
    with leading_to(back):
        return form_page(
            request,
            forms.OpinionForm(request.POST or None, initial={"title": item.title, "text": words}),
            partial(operations.draft_opinion, item=item, actor=request.user),
            heading="起草审议意见",
            about=item.title,
            button="保存",
            back=back,
            done="审议意见已起草，核对以后交办",
            url=page_of,
        )


@allow(*rules.OFFICE)
@never_cache
def change_opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a draft."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        if row.state != OpinionState.DRAFT:
            raise Conflict("已交办的审议意见不能再改")
        return form_page(
            request,
            forms.ChangeOpinionForm(request.POST or None, instance=row),
            partial(operations.change_opinion, opinion=row, actor=request.user),
            heading="修改审议意见",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="审议意见已更新",
        )


@allow(*rules.OFFICE)
@never_cache
def assign_opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand it over."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        require(request.user, OPINION_WORKFLOW["assign_opinion"], row.state)
        known = rule()
        return form_page(
            request,
            forms.AssignForm(
                request.POST or None,
                initial={"assigned_on": timezone.localdate(), "span": known.opinion_span},
            ),
            partial(operations.assign_opinion, opinion=row, actor=request.user),
            heading="交办",
            about=row.title,
            lead=f"交{row.unit}办理，{row.committee}跟踪。期限的依据：{known.opinion_source}。",
            back=page_of(row),
            done=f"已交办{row.unit}",
        )


@allow(*_CHECKERS)
@never_cache
def follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was seen to."""
    row = found(request, pk)
    require_rule(request.user, rules.follow_opinion, row)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.FollowUpForm(request.POST or None, initial={"on": timezone.localdate()}),
            partial(operations.follow_up, opinion=row, actor=request.user),
            heading="登记跟踪",
            about=row.title,
            back=page_of(row),
            done="跟踪情况已登记",
        )


@allow(*_REPORTERS)
@never_cache
def report_opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the unit did."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        require(request.user, OPINION_WORKFLOW["report_opinion"], row.state)
        turn = operations.running(row)
        return form_page(
            request,
            forms.ReportForm(
                request.POST or None,
                request.FILES or None,
                initial={"reported_on": timezone.localdate(), "report": turn.report},
            ),
            partial(operations.report_opinion, opinion=row, actor=request.user),
            heading="报告办理情况",
            about=row.title,
            lead=f"第 {turn.number} 次报告，期限 {dates.full_day(turn.due_on)}。",
            button="报告",
            back=page_of(row),
            done="已报告，等工委审查",
        )


@allow(*_CHECKERS)
@never_cache
def accept_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report will do."""
    row = found(request, pk)
    require_rule(request.user, rules.follow_opinion, row)
    with leading_to(page_of(row)):
        require(request.user, OPINION_WORKFLOW["accept_report"], row.state)
        return form_page(
            request,
            PortalForm(request.POST or None),
            partial(operations.accept_report, opinion=row, actor=request.user),
            heading="审查通过，提请测评",
            about=row.title,
            lead="提请次年初的常委会会议听取报告、进行满意度测评。",
            back=page_of(row),
            done="已提请测评",
        )


@allow(*_CHECKERS)
@never_cache
def return_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report will not do."""
    row = found(request, pk)
    require_rule(request.user, rules.follow_opinion, row)
    with leading_to(page_of(row)):
        require(request.user, OPINION_WORKFLOW["return_report"], row.state)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.return_report, opinion=row, actor=request.user),
            heading="退回补充",
            about=row.title,
            back=page_of(row),
            done="已退回，期限不变",
            undo=True,
        )


@allow(*rules.READERS)
@require_safe
def file(request: SignedInRequest, pk: int) -> FileResponse:
    """A report as it came."""
    mine = ReviewOpinion.objects.visible_to(request.user)
    row = scoped_or_404(OpinionFile.objects.filter(dropped=False, round__opinion__in=mine), pk=pk)
    return kept_file(row.file.name, row.media_type, row.name)


@allow(*rules.OFFICE)
@never_cache
def change_rule(request: SignedInRequest) -> HttpResponse:
    """The district's rules."""
    return form_page(
        request,
        forms.RuleForm(request.POST or None, instance=rule()),
        partial(operations.change_rule, actor=request.user),
        heading="期限和测评规定",
        about=OPINIONS.title,
        lead="按本区的规定修改；已经起算的期限不变。",
        button="保存",
        back=reverse(INDEX),
        done="规定已更新",
    )
