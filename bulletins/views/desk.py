"""The desk of a draft: order left, page right. Every change answers with the desk as it stands then."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from bulletins import queries
from bulletins.enums import IssueState
from bulletins.models import Issue
from bulletins.operations import arranging, opening, rendering
from bulletins.printing import distribution
from bulletins.views.common import issue_or_404, posted_version
from bulletins.views.pages import preview_context
from bulletins.workflow import EDITORS, ISSUE_WORKFLOW, SIGNERS
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import available
from congress.accounts.models import User
from congress.web.forms import ReasonForm
from congress.web.parts import Step
from congress.web.requests import SignedInRequest

STEPS = (IssueState.DRAFT, IssueState.REVIEW, IssueState.FINAL, IssueState.ISSUED)


def steps_of(issue: Issue) -> list[Step]:
    """草稿 → 审核 → 定稿 → 印发, the done ones with name and day."""
    reached: dict[str, str] = {}
    for event in issue.events.select_related("actor").order_by("id"):
        reached[event.state] = f"{event.actor or ''} {localtime(event.at):%-m月%-d日}".strip()
    now = STEPS.index(IssueState(issue.state))
    steps = []
    for index, state in enumerate(STEPS):
        kind = "done" if index < now or issue.state == IssueState.ISSUED else "now" if index == now else ""
        note = reached.get(state.value, "") if index <= now else ""
        steps.append(Step(label=str(state.label), note=note, state=kind))
    return steps


def desk_context(request: SignedInRequest, issue: Issue, said: str = "") -> dict[str, Any]:
    """Everything the desk shows."""
    user = request.user
    preview = preview_context(request, issue)
    may_edit = issue.editable and user.has_role(*EDITORS)
    fresh, withdrawn = queries.not_taken_in(issue) if may_edit and issue.series.news_section else (0, 0)
    return {
        **preview,
        "issue": issue,
        "desk": queries.desk(issue, preview["rendering"]),
        "articles": issue.articles.prefetch_related("blocks"),
        "steps": steps_of(issue),
        "transitions": available(user, ISSUE_WORKFLOW, issue.state),
        "may_edit": may_edit,
        "may_render": user.has_role(*EDITORS),
        "fresh": fresh,
        "withdrawn": withdrawn,
        "reason_form": ReasonForm(),
        "events": queries.history(issue),
        "distribution": distribution(issue.recipients.all()),
        "said": said,
    }


@allow(*EDITORS, *SIGNERS)
@require_GET
def arrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """The desk of an issue; one that has been issued is for reading."""
    issue = issue_or_404(request, pk)
    if issue.state == IssueState.ISSUED:
        return redirect("bulletins:read", pk)
    return render(request, "bulletins/arrange.html", desk_context(request, issue))


@allow(*EDITORS, *SIGNERS)
@require_GET
@never_cache
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The preview column: a fragment that asks again while pages are being set.

    Once they are, the answer to the one who waits is the whole desk: every entry now has its page number.
    """
    issue = issue_or_404(request, pk)
    if not request.htmx:
        return redirect(f"{reverse('bulletins:arrange', args=[pk])}?page={request.GET.get('page', '1')}")
    job = rendering.under_way(issue)
    if "waiting" in request.GET and not (job and job.is_active):
        response = render(request, "bulletins/_desk.html", desk_context(request, issue))
        return retarget(reswap(response, "outerHTML"), "#desk")
    context = {**preview_context(request, issue), "may_render": request.user.has_role(*EDITORS)}
    return render(request, "bulletins/_preview.html", context)


def _changed(
    request: SignedInRequest, pk: int, change: Callable[[Issue, User, int | None], object], said: str = ""
) -> HttpResponse:
    """Make one change and answer with the desk; new pages are set in the background.

    A change that meets a newer version is not made: the desk shows what is there now, and says so.
    """
    user = request.user
    issue = issue_or_404(request, pk)
    status = 200
    try:
        change(issue, user, posted_version(request))
    except Conflict as conflict:
        said, status = str(conflict), 409
    issue = issue_or_404(request, pk)
    if status == 200:
        rendering.render(issue=issue, actor=None)
    if not request.htmx:
        if said:
            messages.add_message(request, messages.WARNING if status == 409 else messages.SUCCESS, said)
        return redirect("bulletins:arrange", pk)
    response = render(request, "bulletins/_desk.html", desk_context(request, issue, said), status=status)
    if status == 409:
        response["HX-Retarget"] = "#desk"  # a conflict takes the whole page else
    return response


def _number(text: str) -> int:
    """A number a form carries; nonsense finds no entry."""
    return int(text) if text.isdecimal() else 0


@allow(*EDITORS)
@require_POST
def move_entry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an entry elsewhere: ``to`` is “entry:position”."""
    entry, _, position = request.POST.get("to", "").partition(":")
    return _changed(
        request,
        pk,
        lambda issue, user, version: arranging.move_entry(
            issue=issue, entry_id=_number(entry), position=_number(position), actor=user, version=version
        ),
    )


@allow(*EDITORS)
@require_POST
def sort_by_rule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to the order of date, half-day and rank."""
    return _changed(
        request,
        pk,
        lambda issue, user, version: arranging.sort_by_rule(issue=issue, actor=user, version=version),
        "已按日期、上下午、领导排名重新排序",
    )


@allow(*EDITORS)
@require_POST
def refresh_from_log(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in what was logged since."""
    return _changed(
        request,
        pk,
        lambda issue, user, version: opening.refresh_from_log(issue=issue, actor=user, version=version),
        "已按活动登记更新",
    )


@allow(*EDITORS)
@require_POST
def take_back(request: SignedInRequest, pk: int, entry_id: int) -> HttpResponse:
    """Print an entry after all."""
    return _changed(
        request,
        pk,
        lambda issue, user, version: arranging.take_back(
            issue=issue, entry_id=entry_id, actor=user, version=version
        ),
    )


@allow(*EDITORS)
@require_POST
def split_heading(request: SignedInRequest, pk: int, entry_id: int) -> HttpResponse:
    """Give an entry its own title again."""
    return _changed(
        request,
        pk,
        lambda issue, user, version: arranging.split_heading(
            issue=issue, entry_id=entry_id, actor=user, version=version
        ),
        "已恢复成单独的标题",
    )


@allow(*EDITORS)
@require_POST
def take_log_text(request: SignedInRequest, pk: int, entry_id: int) -> HttpResponse:
    """Print what the log says now."""
    return _changed(
        request,
        pk,
        lambda issue, user, version: arranging.take_log_text(
            issue=issue, entry_id=entry_id, actor=user, version=version
        ),
        "正文已换成活动登记的文字",
    )
