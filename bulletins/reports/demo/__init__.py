"""One half-year summary of the demo district, as its office would hand it out."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from bulletins.models import Report, ReportTemplate
from bulletins.operations import report_figures, reports
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period

_PERIOD = Period.between(date(2026, 1, 1), date(2026, 6, 30))
_TITLE = "安澜区2026年上半年人大代表工作总结"
_REASON = "含启用平台以前纸质登记的 2 名"


@transaction.atomic
def load() -> None:
    """Begin the summary from its template and correct one number by hand, unless there is a report already."""
    actor = User.objects.filter(assignments__role=Role.OFFICE).order_by("pk").first()
    template = ReportTemplate.objects.order_by("order", "pk").first()
    if actor is None or template is None or Report.objects.exists():
        return
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
