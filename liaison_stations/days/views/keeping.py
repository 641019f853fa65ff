"""What the pages of those who keep reception days share."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.urls import reverse

from congress.access.rules import require, scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from liaison_stations.models import ReceptionDay, ReceptionRule, Station
from liaison_stations.workflow import DAY_WORKFLOW


def leading_back(pk: int) -> AbstractContextManager[None]:
    """A conflict inside leads to the page of the day."""
    return leading_to(reverse("reception_days:detail", args=[pk]))


def kept_day(request: SignedInRequest, pk: int, step: str = "") -> ReceptionDay:
    """A day the user keeps, in a state for the step: 404 at another station, 409 too late."""
    rows = ReceptionDay.objects.kept_by(request.user)
    row = scoped_or_404(rows.select_related("station__area", "station__kind"), pk=pk)
    if step:
        with leading_back(pk):
            require(request.user, DAY_WORKFLOW[step], row.state)
    return row


def kept_station(request: SignedInRequest, pk: int) -> Station:
    """A station whose days the user keeps."""
    return scoped_or_404(Station.objects.kept_by(request.user).select_related("area", "kind"), pk=pk)


def kept_rule(request: SignedInRequest, pk: int) -> ReceptionRule:
    """A rule of such a station."""
    rows = ReceptionRule.objects.filter(station__in=Station.objects.kept_by(request.user))
    return scoped_or_404(rows.select_related("station__area"), pk=pk)
