"""A half-year summary the demo district's office is writing, and a circular it has handed out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from bulletins.models import Report, ReportTemplate
from bulletins.operations import report_figures, reports
from bulletins.reports.enums import ReportKind
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period

_PERIOD = Period.between(date(2026, 1, 1), date(2026, 6, 30))
_TITLE = "安澜区2026年上半年人大代表工作总结"
_REASON = "含启用平台以前纸质登记的 2 名"
_CIRCULAR: dict[str, Any] = {
    "number": "安人办〔2026〕12号",
    "addressee": "各镇人大、街道人大工委，各代表小组",
    "issued_on": date(2026, 7, 8),
}


@transaction.atomic
def load() -> None:
    """Make the circular final, begin the summary and correct a number by hand, unless there is a report already."""
    actor = User.objects.filter(assignments__role=Role.OFFICE).order_by("pk").first()
    template = ReportTemplate.objects.order_by("order", "pk").first()
    if actor is None or template is None or Report.objects.exists():
        return
    circular = ReportTemplate.objects.filter(kind=ReportKind.CIRCULAR).first()
    if circular is not None:
        told = reports.create_report(actor=actor, template=circular, period=_PERIOD)
        told = reports.change_report(report=told, actor=actor, version=told.version, **_CIRCULAR)
        reports.finish(report=told, actor=actor)
    row = reports.create_report(actor=actor, template=template, period=_PERIOD, title=_TITLE)
    figure = row.figures.filter(name="代表队伍.人大代表").first()
    if figure is not None and figure.value.isdecimal():
        report_figures.change_figure(
            figure=figure,
            actor=actor,
            version=figure.version,
            by_hand=str(int(figure.value) + 2),
            reason=_REASON,
        )
