"""To whom an issue goes, and whether it arrived."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bulletins.enums import IssueState
from bulletins.forms import DeliveryForm, DistributionForm
from bulletins.operations import distributing, rendering
from bulletins.views.common import issue_or_404, posted_version
from bulletins.workflow import EDITORS
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest


@allow(*EDITORS)
def set_distribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the distribution list of a draft, as it is printed."""
    issue = issue_or_404(request, pk)
    if issue.state == IssueState.ISSUED:
        return redirect("bulletins:read", pk)
    initial = DistributionForm.initial_for(list(issue.recipients.all()))
    form = DistributionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        issue = distributing.set_distribution(
            issue=issue, lines=form.lines(), actor=request.user, version=posted_version(request)
        )
        rendering.render(issue=issue, actor=None)
        messages.success(request, "分发范围已保存")
        return redirect("bulletins:arrange", pk)
    context = {"issue": issue, "form": form}
    return render(request, "bulletins/set_distribution.html", context, status=422 if form.is_bound else 200)


@allow(*EDITORS)
def record_delivery(request: SignedInRequest, pk: int, recipient_id: int) -> HttpResponse:
    """Note that copies reached a recipient."""
    issue = issue_or_404(request, pk)
    recipient = scoped_or_404(issue.recipients.select_related("delivery"), pk=recipient_id)
    known = getattr(recipient, "delivery", None)
    initial = {"delivered_on": issue.issued_on}
    if known:
        initial = {
            "delivered_on": known.delivered_on,
            "copies": known.copies,
            "received_by": known.received_by,
        }
    form = DeliveryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        distributing.record_delivery(recipient=recipient, actor=request.user, **form.cleaned_data)
        messages.success(request, f"{recipient.full_label}：已登记送达")
        return redirect("bulletins:read", pk)
    context = {"issue": issue, "recipient": recipient, "form": form}
    return render(request, "bulletins/record_delivery.html", context, status=422 if form.is_bound else 200)


@allow(*EDITORS)
@require_POST
def record_all_deliveries(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note the same day of delivery for every recipient that has none yet."""
    issue = issue_or_404(request, pk)
    form = DeliveryForm(request.POST)
    if form.is_valid():
        missing = issue.recipients.filter(delivery__isnull=True)
        for recipient in missing:
            distributing.record_delivery(recipient=recipient, actor=request.user, **form.cleaned_data)
        messages.success(request, "其余都已登记送达")
    else:
        messages.warning(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    return redirect("bulletins:read", pk)
