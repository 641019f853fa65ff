"""The ballot on departments, its public result, one department with what follows and what it answered."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule, scoped_or_404
from congress.ballots.operations.deciding import goes_on
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action
from deputies.timeline import steps_of
from oversight.appraisals import forms, rules, showing
from oversight.appraisals.body_tables import BODIES
from oversight.appraisals.enums import AppraisalState
from oversight.appraisals.queries import opinions_on
from oversight.appraisals.views import kept, page_of
from oversight.appraisals.workflow import APPRAISAL_WORKFLOW
from oversight.ballot_forms import MeetingBallotForm
from oversight.grades import passed_state, votes_in_words
from oversight.models import AppraisedBody, Meeting, SpecialAppraisal
from oversight.operations import appraisal_results as operations
from oversight.operations.appraisal_results import body_page
from oversight.pages import RecordPage, ballot_page


def _found(request: SignedInRequest, pk: int) -> AppraisedBody:
    rows = AppraisedBody.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("appraisal", "organ"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def bodies(request: SignedInRequest) -> HttpResponse:
    """Departments of all appraisals; a department finds itself, once its result is public."""
    return respond(BODIES, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def body(request: SignedInRequest, pk: int) -> HttpResponse:
    """One department: totals of opinions, votes, what follows, what it answered; never who said what."""
    one, user, today = _found(request, pk), request.user, timezone.localdate()
    row = one.appraisal
    at_desk = user.has_role(*rules.DESK)
    counted = opinions_on([one])[one.pk]
    public = row.state == AppraisalState.PUBLISHED
    actions = []
    if row.rated_on is not None and rules.keep_appraisal.allows(user, row):
        label = "改结果运用" if one.consequence else "写结果运用"
        url = reverse("special_appraisals:write_consequence", args=[one.pk])
        actions.append(Action(label, url, "" if one.consequence else "primary"))
    if public and one.mend_by is not None and rules.answer_body.allows(user, one):
        label = "改整改情况" if one.answered_on else "报告整改情况"
        url = reverse("special_appraisals:answer_body", args=[one.pk])
        actions.append(Action(label, url, "" if one.answered_on else "primary"))
    if at_desk:
        url = reverse("special_appraisals:opinions")
        actions.append(Action("看代表意见", f"{url}?appraisal={row.pk}&organ={one.organ_id}"))
    passed = passed_state(one)
    return RecordPage(
        title=one.name,
        sub=row.title,
        up=row.title,
        up_url=page_of(row),
        state=(showing.mending_state(one, today) if public else None) or passed,
        due=one.mend_by if public else None,
        done=one.answered_on,
        facts=[
            ("代表意见", showing.levels_in_words(counted) if at_desk else f"{counted.all} 条"),
            ("代表总体评价", showing.grades_in_words(counted) if at_desk else ""),
            ("测评结果", votes_in_words(one) or "还没有结果"),
            ("是否通过", passed[1] if passed else ""),
            ("公示日期", dates.full_day(row.published_on) if row.published_on else ""),
            ("整改期限", dates.full_day(one.mend_by) if one.mend_by else ""),
            ("报告整改", dates.full_day(one.answered_on) if one.answered_on else ""),
        ],
        texts=[("结果运用", one.consequence), ("整改情况", one.answer)],
        actions=actions,
        happenings=steps_of(one) if at_desk else [],
    ).answer(request)


@allow(*rules.OFFICE)
@never_cache
def prepare_ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """Prepare the ballot for a meeting of the committee."""
    row = kept(request, pk)
    with leading_to(page_of(row)):
        require(request.user, APPRAISAL_WORKFLOW["prepare_ballot"], row.state)
        if goes_on(row.poll):
            raise Conflict("这次评议的测评已经在投票表决里，结果公布以后自动登记")
        return form_page(
            request,
            MeetingBallotForm(
                request.POST or None,
                meetings=Meeting.objects.visible_to(request.user),
                initial={"meeting": row.meeting_id},
            ),
            partial(operations.prepare_ballot, appraisal=row, actor=request.user),
            heading="准备测评",
            about=row.title,
            lead="常委会组成人员无记名投票，逐个部门测评。保存以后列入那次会议的议程，出席人员就是投票人；结果公布以后自动记到各部门和会议。",
            button="保存，去投票表决",
            back=page_of(row),
            done="测评投票已准备",
            url=_next_page,
        )


def _next_page(row: SpecialAppraisal) -> str:
    return ballot_page(row.poll) if row.poll is not None else page_of(row)


@allow(*rules.WRITERS)
@never_cache
def publish_result(request: SignedInRequest, pk: int) -> HttpResponse:
    """公示."""
    row = kept(request, pk)
    with leading_to(page_of(row)):
        require(request.user, APPRAISAL_WORKFLOW["publish_result"], row.state)
        if row.rated_on is None:
            raise Conflict("测评还没有结果，不能公示")
        return form_page(
            request,
            forms.PublishForm(request.POST or None),
            partial(operations.publish_result, appraisal=row, actor=request.user),
            heading="公示结果",
            about=row.title,
            lead="公示以后，各部门收到通知、看到本部门的结果，提过意见的代表收到通知；结果不能再撤回。",
            back=page_of(row),
            done="结果已公示，各部门会收到通知",
        )


@allow(*rules.WRITERS)
@never_cache
def write_consequence(request: SignedInRequest, pk: int) -> HttpResponse:
    """What follows for one department."""
    one = _found(request, pk)
    require_rule(request.user, rules.keep_appraisal, one.appraisal)
    back = body_page(one)
    with leading_to(back):
        if one.appraisal.rated_on is None:
            raise Conflict("测评有结果以后再写结果运用")
        return form_page(
            request,
            forms.ConsequenceForm(request.POST or None, instance=one),
            partial(operations.write_consequence, body=one, actor=request.user),
            heading="结果运用",
            about=f"{one.name}　{votes_in_words(one)}",
            lead="要整改的填整改期限：公示以后部门收到通知，首页有提醒，过了期限标红。",
            button="保存",
            back=back,
            done="结果运用已保存",
        )


@allow(*rules.WRITERS, *rules.UNITS)
@never_cache
def answer_body(request: SignedInRequest, pk: int) -> HttpResponse:
    """The department's written answer."""
    one = _found(request, pk)
    require_rule(request.user, rules.answer_body, one)
    back = body_page(one)
    with leading_to(back):
        if one.mend_by is None or one.appraisal.published_on is None:
            raise Conflict("现在不用报告整改情况")
        initial = {} if one.answered_on else {"answered_on": timezone.localdate()}
        return form_page(
            request,
            forms.AnswerForm(request.POST or None, instance=one, initial=initial),
            partial(operations.answer_body, body=one, actor=request.user),
            heading="报告整改情况",
            about=f"{one.name}　{one.appraisal.title}",
            lead=f"整改期限 {dates.full_day(one.mend_by)}。",
            back=back,
            done="整改情况已报告",
        )
