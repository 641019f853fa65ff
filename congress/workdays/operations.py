"""Correcting the calendar."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.workdays import calendar
from congress.workdays.models import CalendarCorrection, CalendarYear


def correct(*, day: date, working: bool, reason: str, source: str, actor: User) -> CalendarCorrection:
    """Say that a day is, or is not, a working day; deadlines counted from now on follow. 409 when said before."""
    with transaction.atomic():
        if CalendarCorrection.objects.select_for_update().filter(day=day, withdrawn_at__isnull=True).exists():
            raise Conflict("这一天已经改过，请先撤回原来的修正")
        correction = CalendarCorrection.objects.create(
            day=day, working=working, reason=reason, source=source, entered_by=actor
        )
        after = {"day": day, "working": working, "reason": reason, "source": source}
        audit.record(actor=actor, verb="workdays:correct", obj=correction, after=after)
        _forget()
    return correction


def withdraw(*, correction: CalendarCorrection, actor: User) -> None:
    """Take a correction back; the day is again what the notice says. 409 when it was taken back before."""
    with transaction.atomic():
        held = CalendarCorrection.objects.select_for_update().get(pk=correction.pk)
        if held.withdrawn_at is not None:
            raise Conflict("这项修正已经撤回")
        held.withdrawn_at = timezone.now()
        held.save(update_fields=["withdrawn_at"])
        audit.record(actor=actor, verb="workdays:withdraw", obj=held)
        _forget()


def complete(*, year: int, source: str, actor: User) -> CalendarYear:
    """Say that every exception of a year the library does not know has been entered; its days count as known."""
    with transaction.atomic():
        if year in calendar.library_years() or CalendarYear.objects.filter(year=year).exists():
            raise Conflict(f"{year}年的放假安排已经有了")
        entered = CalendarYear.objects.create(year=year, source=source, entered_by=actor)
        audit.record(
            actor=actor, verb="workdays:complete", obj=entered, after={"year": year, "source": source}
        )
        _forget()
    return entered


def _forget() -> None:
    """Now for the rest of this transaction, and after it for whoever read the old days meanwhile."""
    calendar.forget()
    transaction.on_commit(calendar.forget)
