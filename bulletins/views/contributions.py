"""Pieces from town organs: they submit, the office adopts or returns."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from activities.models import Activity
from bulletins import queries
from bulletins.forms import AdoptForm, ContributionForm
from bulletins.models import Contribution
from bulletins.operations import contributing, rendering
from bulletins.tables import CONTRIBUTIONS
from bulletins.views.common import posted_version
from bulletins.workflow import CONTRIBUTION_WORKFLOW, CONTRIBUTORS, EDITORS, SIGNERS
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import available, scoped_or_404
from congress.organs.models import Area
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest

PEOPLE = (*EDITORS, *SIGNERS, *CONTRIBUTORS)


def _contribution(request: SignedInRequest, pk: int) -> Contribution:
    """The piece, if it exists for this user."""
    visible = Contribution.objects.visible_to(request.user)
    return scoped_or_404(visible.select_related("area", "activity", "submitted_by", "decided_by"), pk=pk)


@allow(*PEOPLE)
def contributions(request: SignedInRequest) -> HttpResponseBase:
    """The pieces in scope."""
    return respond(CONTRIBUTIONS, request)


@allow(*EDITORS, *SIGNERS)
@require_GET
def adoptions(request: SignedInRequest) -> HttpResponse:
    """How many pieces each town submitted and how many were adopted in a year."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() else timezone.localdate().year
    context = {"year": year, "areas": queries.adopted_by_area(year)}
    return render(request, "bulletins/adoptions.html", context)


@allow(*PEOPLE)
@require_GET
def contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """One piece: its text, what happened to it, what can be done now."""
    piece = _contribution(request, pk)
    return render(request, "bulletins/contribution.html", _context(request, piece))


def _context(request: SignedInRequest, piece: Contribution, **forms: Any) -> dict[str, Any]:
    user = request.user
    steps = {t.step for t in available(user, CONTRIBUTION_WORKFLOW, piece.state)}
    return {
        "piece": piece,
        "steps": steps,
        "entry": piece.entries.select_related("issue__series", "heading").first(),
        "adopt_form": forms.get("adopt_form") or AdoptForm(initial=AdoptForm.initial_for(piece)),
        "reason_form": forms.get("reason_form") or ReasonForm(),
    }


@allow(*CONTRIBUTORS)
def submit_contribution(request: SignedInRequest) -> HttpResponse:
    """Offer a piece; ``?activity=N`` takes it from the town's own log."""
    user = request.user
    area = _own_area(request)
    logged = request.GET.get("activity", "")
    activity = None
    if logged.isdecimal():
        activity = scoped_or_404(Activity.objects.visible_to(user).recorded(), pk=int(logged))
    initial = (
        {"happened_on": activity.start_on, "title": activity.headline, "text": activity.text}
        if activity
        else {}
    )
    form = ContributionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        piece = contributing.submit_contribution(
            area=area, activity=activity, actor=user, **form.cleaned_data
        )
        messages.success(request, "已报送，常委会办公室处理后会通知您")
        return redirect("bulletins:contribution", piece.pk)
    return render(
        request,
        "bulletins/submit_contribution.html",
        {"form": form, "area": area, "activity": activity},
        status=422 if form.is_bound else 200,
    )


def _own_area(request: SignedInRequest) -> Area:
    """The town of the user's first assignment there; the constraint on assignments sees to it that there is one."""
    return next(a.area for a in request.user.assignments_today if a.role in CONTRIBUTORS and a.area)


@allow(*CONTRIBUTORS)
def resubmit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend a returned piece and send it in again."""
    piece = _contribution(request, pk)
    initial = {"happened_on": piece.happened_on, "title": piece.title, "text": piece.text}
    form = ContributionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        contributing.resubmit(
            contribution=piece, actor=request.user, version=posted_version(request), **form.cleaned_data
        )
        messages.success(request, "已重新报送")
        return redirect("bulletins:contribution", pk)
    return render(
        request,
        "bulletins/submit_contribution.html",
        {"form": form, "area": piece.area, "piece": piece},
        status=422 if form.is_bound else 200,
    )


@allow(*CONTRIBUTORS)
@require_POST
def withdraw_contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a piece back before the office has decided."""
    piece = _contribution(request, pk)
    contributing.withdraw_contribution(
        contribution=piece, actor=request.user, version=posted_version(request)
    )
    messages.success(request, "已撤回，修改后可以重新报送")
    return redirect("bulletins:contribution", pk)


@allow(*EDITORS)
@require_POST
def adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a piece into a draft."""
    piece = _contribution(request, pk)
    form = AdoptForm(request.POST)
    if form.is_valid():
        try:
            entry = contributing.adopt(
                contribution=piece,
                actor=request.user,
                version=posted_version(request),
                **form.cleaned_data,
            )
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            rendering.render(issue=entry.issue, actor=None)
            messages.success(request, f"已收入{entry.issue}")
            return redirect("bulletins:contribution", pk)
    return render(
        request, "bulletins/contribution.html", _context(request, piece, adopt_form=form), status=422
    )


@allow(*EDITORS)
@require_POST
def return_contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a piece back, with the reason."""
    piece = _contribution(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        contributing.return_contribution(
            contribution=piece, actor=request.user, version=posted_version(request), **form.cleaned_data
        )
        messages.success(request, f"已退回{piece.area}")
        return redirect("bulletins:contribution", pk)
    return render(
        request, "bulletins/contribution.html", _context(request, piece, reason_form=form), status=422
    )
