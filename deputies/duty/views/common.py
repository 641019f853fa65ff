"""What the pages of the register share."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from congress.access.rules import scoped_or_404
from congress.accounts.models import User
from congress.web.requests import SignedInRequest
from deputies.duty import rules
from deputies.models import Deputyship, DutyRecord


def on_phone(user: User) -> bool:
    """Whether somebody has no other work here than a deputy's, and so sees the pages of a phone."""
    return user.roles <= rules.DEPUTIES


def duty_of(request: SignedInRequest, pk: int) -> DutyRecord:
    """The duty, or 404 out of scope."""
    rows = DutyRecord.objects.visible_to(request.user).select_related(
        "deputyship__person", "deputyship__term__area", "kind__form", "confirmed_by", "reviewed_by"
    )
    return scoped_or_404(rows, pk=pk)


def file_of(request: SignedInRequest, pk: int) -> Deputyship:
    """The deputyship whose file may be read, or 404."""
    rows = Deputyship.objects.filter(rules.see_file.as_q(request.user))
    return scoped_or_404(rows.select_related("person", "term__area", "constituency"), pk=pk)


def duty_url(row: DutyRecord) -> str:
    """The page of a duty."""
    return reverse("duty:detail", args=[row.pk])


def file_url(deputyship: int, year: int) -> str:
    """The file of a deputyship, open at a year."""
    return f"{reverse('duty:file', args=[deputyship])}?year={year}"


def back_to(request: HttpRequest, fallback: str) -> str:
    """The page of this portal that ``next`` names, else the fallback."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else fallback
