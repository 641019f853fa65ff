"""Filed documents as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter
from oversight.filings import rules
from oversight.filings.enums import FilingResult
from oversight.models import Filing

_LATE, _UNFILED = "late", "unfiled"


def filing_state(row: Filing) -> tuple[str, str]:
    """Shape and word: filed or not, how late, what the review came to."""
    if row.filed_on is None:
        return ("late", f"没有报备，逾期 {row.days_late} 天") if row.days_late else ("new", "等报备")
    if row.result == FilingResult.OPEN:
        return "go", "审查中"
    return "done", str(row.get_result_display())


def _issuers() -> QuerySet[Organ]:
    return Organ.objects.filter(filings__isnull=False).distinct().order_by("order", "pk")


class FilingFilter(ListFilter):
    """By state, issuer, day and words."""

    q = SearchFilter("title", "number", label="搜名称、文号")
    state = ChoiceFilter(
        label="状态",
        choices=[(_LATE, "逾期报备、逾期没有报备"), (_UNFILED, "没有报备"), *FilingResult.choices],
        method="in_state",
    )
    issuer = NamedFilter(label="制定机关", name="short_name", queryset=Organ.objects.none())
    since = SinceFilter("filed_on", label="报备从")
    until = UntilFilter("filed_on", label="报备到")

    leading = ("state", "issuer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("issuer", _issuers)

    def in_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """What was late, what is missing, or what the review came to."""
        if value == _LATE:
            return rows.filter(pk__in=Filing.objects.overdue(timezone.localdate()).values("pk"))
        if value == _UNFILED:
            return rows.filter(filed_on__isnull=True)
        return rows.filter(result=value)


def _rows(_user: User) -> QuerySet[Any]:
    return Filing.objects.standing().select_related("issuer", "reviewer")


def _days(row: Filing) -> str:
    if row.days is None:
        return ""
    return f"{row.days} 天{f'，逾期 {row.days_late} 天' if row.days_late else ''}"


FILINGS = ListPage(
    key="filings",
    title="备案审查",
    unit="件",
    subtitle="规范性文件公布以后按期报备，由工委审查",
    rows=_rows,
    filterset=FilingFilter,
    columns=(
        Column(
            "issued_on",
            "公布日期",
            order="issued_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.issued_on),
            newest_first=True,
        ),
        Column(
            "title",
            "文件",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("filings:detail", row.pk), row.title, below=row.issuer.short_name
            ),
        ),
        Column("issuer", "制定机关", export="issuer.short_name", only_export=True),
        Column("number", "文号", only_export=True),
        Column("filed_on", "报备日期", only_export=True),
        Column("days", "公布到报备", css="rd-num is-inline", labelled=True, cell=_days),
        Column(
            "state",
            "状态",
            export=lambda row: filing_state(row)[1],
            cell=lambda row: marks.state(*filing_state(row)),
        ),
        Column("reviewer", "审查的工委", export="reviewer.short_name", only_export=True),
        Column("opinion", "审查意见", only_export=True),
        Column("concluded_on", "审结日期", only_export=True),
    ),
    order="-issued_on",
    presets=(Preset("逾期", f"state={_LATE}"), Preset("审查中", f"state={FilingResult.OPEN}")),
    empty=Empty("还没有规范性文件", "收到报备的文件登记在这里，从公布到报备的天数自动算。"),
    actions=(Action("登记文件", "filings:record_filing", "plus", rules.WRITERS),),
)
