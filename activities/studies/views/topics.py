"""The list of topics of a year, and who claimed them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities.models import StudyTopic, TopicClaim
from activities.studies import operations, queries, rules
from activities.studies.forms import ChangeTopicForm, ClaimForm, TopicForm, groups_for
from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web.forms import ReasonForm
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to

_LEADERS = frozenset({Role.GROUP_LEADER})


def _board() -> str:
    return reverse("studies:topics")


def _back(user: User) -> str:
    """Where claims are seen: the board at a desk, the own page on a phone."""
    return _board() if user.has_role(*rules.READERS) else reverse("studies:mine")


@allow(*rules.READERS)
@require_safe
def topics(request: SignedInRequest) -> HttpResponse:
    """The topics of a year: unclaimed, claimed, finished; and the reports by field."""
    today = timezone.localdate()
    known = StudyTopic.objects.order_by().values_list("year", flat=True).distinct()
    years = sorted({today.year, *known}, reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else today.year
    periods = queries.halves(year)
    key = request.GET.get("part", "year")
    period = periods.get(key, periods["year"])
    lines = queries.board(year)
    fields = queries.by_field(request.user, period)
    context = {
        "year": year,
        "years": years,
        "lines": lines,
        "unclaimed": [line.topic for line in lines if not line.claims and not line.topic.dropped_reason],
        "period": period,
        "periods": [(name, one.label, one == period) for name, one in periods.items()],
        "fields": fields,
        "total": sum(n for _, n in fields),
        "offices": request.user.has_role(*rules.OFFICES),
        "claims": request.user.has_role(*rules.WRITERS),
    }
    return render(request, "studies/topics.html", context)


@allow(*rules.OFFICES)
@never_cache
def publish_topic(request: SignedInRequest) -> HttpResponse:
    """Put a topic on the list."""
    return form_page(
        request,
        TopicForm(request.POST or None, initial={"year": timezone.localdate().year}),
        partial(operations.publish_topic, actor=request.user),
        heading="发布课题",
        about="调研课题",
        back=_board(),
        done=lambda topic: f"“{topic}”已发布，小组可以认领",
        url=lambda topic: f"{_board()}?year={topic.year}",
    )


@allow(*rules.OFFICES)
@never_cache
def change_topic(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a topic."""
    row = scoped_or_404(StudyTopic.objects, pk=pk)
    return form_page(
        request,
        ChangeTopicForm(request.POST or None, instance=row),
        partial(operations.change_topic, topic=row, actor=request.user),
        heading="修改课题",
        about=row,
        button="保存",
        back=f"{_board()}?year={row.year}",
        done="课题已更新",
    )


@allow(*rules.OFFICES)
@never_cache
def drop_topic(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it off the list."""
    row = scoped_or_404(StudyTopic.objects, pk=pk)
    back = f"{_board()}?year={row.year}"
    with leading_to(back):
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.drop_topic, topic=row, actor=request.user),
            heading="撤下课题",
            about=row,
            back=back,
            done="课题已撤下",
            undo=True,
        )


@allow(*(rules.WRITERS | _LEADERS))
@never_cache
def claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a topic on for a group."""
    row = scoped_or_404(StudyTopic.objects.filter(dropped_reason=""), pk=pk)
    back = _back(request.user)

    def save(group: Any) -> TopicClaim:
        with leading_to(back):
            return operations.claim(topic=row, actor=request.user, group=group)

    only = list(groups_for(request.user)[:2])
    return form_page(
        request,
        ClaimForm(
            request.POST or None,
            user=request.user,
            initial={"group": only[0].pk} if len(only) == 1 else None,
        ),
        save,
        heading="认领课题",
        about=row,
        button="认领",
        back=back,
        done=lambda made: f"{made.group}已认领",
        phone=not request.user.has_role(*rules.READERS),
    )


@allow(*(rules.WRITERS | _LEADERS))
@require_POST
def give_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """The group does not study it after all."""
    mine = TopicClaim.objects.filter(group__in=groups_for(request.user).order_by()).select_related("group")
    row = scoped_or_404(mine, pk=pk)
    back = _back(request.user)
    with leading_to(back):
        operations.give_back(claim=row, actor=request.user)
    messages.success(request, f"{row.group}已退回课题")
    return redirect(back)
