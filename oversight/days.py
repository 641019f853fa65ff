"""Days of the registers on the calendar: inspections, rectification, promises, documents to be filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.urls import reverse

from congress.accounts.models import User
from congress.dashboard.panels import Planned
from oversight.filings import rules as filing_rules
from oversight.inquiries import rules as inquiry_rules
from oversight.law_checks import rules as check_rules
from oversight.models import Filing, Inquiry, InquiryPromise, LawCheck, LawCheckFinding


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """What falls on the coming days, for whoever reads the register (4 queries)."""
    span = (first, last)
    if user.has_role(*check_rules.READERS):
        checks = LawCheck.objects.visible_to(user).filter(withdrawn_reason="")
        page = partial(_page, "law_checks:detail")
        for row in checks.filter(starts_on__range=span).order_by("starts_on", "pk"):
            yield Planned(row.starts_on, f"开始{row.title}", page(row.pk))
        findings = LawCheckFinding.objects.filter(check_of__in=checks.order_by().values("pk"))
        open_ = findings.filter(mended_on__isnull=True, due_on__range=span).values_list(
            "due_on", "text", "check_of"
        )
        for due_on, text, check in open_.order_by("due_on", "pk"):
            if due_on is not None:
                yield Planned(due_on, f"整改到期：{text}", page(check))
    if user.has_role(*inquiry_rules.READERS):
        asked = Inquiry.objects.visible_to(user).filter(withdrawn_reason="").order_by().values("pk")
        promises = InquiryPromise.objects.filter(question__inquiry__in=asked, done_on__isnull=True)
        due = promises.filter(due_on__range=span).values_list("due_on", "text", "question__inquiry")
        for due_on, text, inquiry in due.order_by("due_on", "pk"):
            yield Planned(due_on, f"承诺到期：{text}", _page("inquiries:detail", inquiry))
    if user.has_role(*filing_rules.READERS):
        rows = Filing.objects.standing().filter(filed_on__isnull=True, due_on__range=span)
        for filing in rows.order_by("due_on", "pk"):
            yield Planned(filing.due_on, f"报备到期：{filing.title}", _page("filings:detail", filing.pk))


def _page(name: str, pk: int) -> str:
    return reverse(name, args=[pk])
