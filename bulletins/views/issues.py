"""Issues: the list, opening one, its steps, reading one that was issued."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from bulletins import queries
from bulletins.enums import IssueState
from bulletins.forms import CorrectionForm, DeliveryForm, OpenIssueForm
from bulletins.models import Issue, Series
from bulletins.operations import distributing, opening, steps
from bulletins.printing import print_issue
from bulletins.tables import ISSUES
from bulletins.views.common import issue_or_404, posted_version
from bulletins.views.pages import preview_context
from bulletins.workflow import EDITORS, SIGNERS
from congress.access.decorators import allow, allow_signed_in
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest


@allow_signed_in
def index(request: SignedInRequest) -> HttpResponseBase:
    """Issues this user may read; for the office and the leaders also those in the making."""
    return respond(ISSUES, request)


@allow(*EDITORS)
def open_issue(request: SignedInRequest) -> HttpResponse:
    """Choose series and month; the month's activities come by themselves."""
    series = Series.objects.filter(active=True).first()
    if series is None:
        messages.info(request, "还没有刊物，请先登记刊物")
        return redirect("bulletins:add_series")
    year, number = queries.next_month(series)
    initial = {"series": series.pk, "year": year, "number": number, **request.GET.dict()}
    form = OpenIssueForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            issue = opening.open_issue(actor=request.user, **form.for_operation())
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            messages.success(request, f"已建立{issue}，收入 {issue.entries.count()} 篇活动")
            return redirect("bulletins:arrange", issue.pk)
    return render(request, "bulletins/open_issue.html", {"form": form}, status=422 if form.is_bound else 200)


@allow_signed_in
@require_GET
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """An issued issue for reading on a screen of any width; opening it counts as having read it."""
    issue = issue_or_404(request, pk)
    user = request.user
    if issue.state != IssueState.ISSUED:
        return redirect("bulletins:arrange", pk)
    distributing.record_reading(issue=issue, user=user)
    office = user.has_role(*EDITORS, *SIGNERS)
    context = {
        **preview_context(request, issue),
        "printed": print_issue(issue),
        "corrections": issue.corrections.select_related("by"),
        "office": office,
        "may_edit": user.has_role(*EDITORS),
        "correction_form": CorrectionForm(),
        "events": queries.history(issue) if office else [],
        "status": queries.distribution_status(issue) if office else [],
        "delivery_form": DeliveryForm(),
    }
    return render(request, "bulletins/read.html", context)


def _step(
    request: SignedInRequest, pk: int, step: Callable[[Issue, User, int | None], Issue], done: str
) -> HttpResponse:
    """Make one step of the workflow; the operation checks role, state and version."""
    issue = step(issue_or_404(request, pk), request.user, posted_version(request))
    messages.success(request, f"{issue}{done}")
    return redirect("bulletins:arrange", pk)


@allow(*EDITORS)
@require_POST
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """送审."""
    return _step(request, pk, lambda i, u, v: steps.submit(issue=i, actor=u, version=v), "已送审")


@allow(*EDITORS)
@require_POST
def recall(request: SignedInRequest, pk: int) -> HttpResponse:
    """撤回送审."""
    return _step(request, pk, lambda i, u, v: steps.recall(issue=i, actor=u, version=v), "已撤回，可以修改")


@allow(*SIGNERS)
@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """定稿."""
    return _step(request, pk, lambda i, u, v: steps.approve(issue=i, actor=u, version=v), "已定稿")


@allow(*SIGNERS)
@require_POST
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """退回修改, with the reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "请写明退回的原因")
        return redirect("bulletins:arrange", pk)
    reason = form.cleaned_data["reason"]
    return _step(
        request, pk, lambda i, u, v: steps.send_back(issue=i, actor=u, reason=reason, version=v), "已退回修改"
    )


@allow(*EDITORS)
@require_POST
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """印发."""
    return _step(request, pk, lambda i, u, v: steps.publish(issue=i, actor=u, version=v), "已印发")


@allow(*EDITORS)
@require_POST
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a correction note to an issued issue."""
    issue = issue_or_404(request, pk)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        steps.correct(issue=issue, actor=request.user, **form.cleaned_data)
        messages.success(request, "更正已登在本期前面")
    else:
        messages.warning(request, "请填写更正内容")
    return redirect("bulletins:read", pk)
