"""The deputy who heard a matter calls again: on the phone, or written down by the station (R070)."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.web.dates import full_day
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from liaison_stations.enums import TellingWay
from liaison_stations.matters.queries import heard_by
from liaison_stations.models import Matter
from liaison_stations.operations.return_visits import record_return_visit
from liaison_stations.workflow import STAFF

#: Reading by code is nobody's call.
_WAYS = [choice for choice in TellingWay.choices if choice[0] != TellingWay.CODE]


class ReturnVisitForm(PortalForm):
    """When and how, and what the citizen said."""

    on = PortalDateField(label="回访日期")
    way = forms.ChoiceField(label="怎样回访的", choices=_WAYS, widget=forms.RadioSelect)
    note = forms.CharField(
        label="群众怎么说",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不写群众的姓名、电话",
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": full_day(timezone.localdate()), "token": uuid4()}
        super().__init__(*args, **kwargs)


@allow(*STAFF)
@never_cache
def return_visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down for the deputy that they called again."""
    row = scoped_or_404(Matter.objects.kept_by(request.user), pk=pk)
    return _answer(request, row, "matters/return_visit.html", reverse("matters:detail", args=[pk]))


@allow(Role.DEPUTY, Role.GROUP_LEADER)
@never_cache
def my_return_visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The deputy writes it down on the phone."""
    row = scoped_or_404(heard_by(request.user), pk=pk)
    return _answer(request, row, "matters/my_return_visit.html", reverse("matters:heard", args=[pk]))


def _answer(request: SignedInRequest, row: Matter, template: str, url: str) -> HttpResponse:
    with leading_to(url):
        return answer(
            request,
            template,
            ReturnVisitForm(request.POST or None),
            partial(record_return_visit, matter=row, actor=request.user),
            done=lambda _row: "回访已登记，记入代表的履职登记",
            url=lambda _row: url,
            context={"matter": row, "up_url": url},
        )
