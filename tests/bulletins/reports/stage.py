"""What tests of reports are made from: figures of their own, templates, drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bulletins.models import Report, ReportTemplate, TemplateSection
from bulletins.operations import reports
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from congress.figures.registry import Figure, register_figure

#: 2026's first half, and the fourteen months of the experience piece.
HALF = Period.between(date(2026, 1, 1), date(2026, 6, 30))
LONG = (date(2022, 4, 1), date(2023, 5, 31))

Values = dict[str, Count | Rate]


def url_of(_user: User, period: Period) -> str:
    return f"/suggestions/?since={period.start}&until={period.end}"


def register(name: str, compute: Callable[[Period], Count | Rate], unit: str = "件") -> None:
    chapter, _, label = name.partition(".")
    roles = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.LEADER})
    register_figure(
        Figure(
            f"test.{name}",
            label,
            unit,
            f"{label}的口径",
            lambda _user, period: compute(period),
            url_of,
            roles,
            chapter=chapter,
        )
    )


def make_template(prose: Mapping[str, str], name: str = "总结", kind: str = "summary") -> ReportTemplate:
    """A template with these sections, by heading."""
    row = ReportTemplate.objects.create(name=name, title="代表工作总结", kind=kind)
    for position, (heading, text) in enumerate(prose.items(), 1):
        TemplateSection.objects.create(template=row, position=position, heading=heading, prose=text)
    return row


def make_report(clerk: User, prose: str, kind: str = "summary") -> Report:
    """A draft of the half-year with one section."""
    template = make_template({"注重联系群众": prose}, name=f"模板{ReportTemplate.objects.count()}", kind=kind)
    return reports.create_report(actor=clerk, template=template, period=HALF)
