"""Study reports as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django_filters import ChoiceFilter

from activities.models import Recommendation, StudyReport, StudyTopic
from activities.studies import rules
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from deputies.models import DeputyGroup

_OPEN, _LATE, _YES, _NO = "open", "late", "yes", "no"


def _fields() -> list[tuple[str, str]]:
    names = StudyReport.objects.order_by("field").values_list("field", flat=True).distinct()
    return [(name, name) for name in names]


class ReportFilter(ListFilter):
    """By field, topic, group, whether it was adopted, and whether recommendations are open."""

    q = TextFilter("search_text", label="搜标题、内容")
    field = ChoiceFilter(label="领域", choices=_fields)
    following = ChoiceFilter(
        label="跟进", choices=[(_OPEN, "有没有办结的建议"), (_LATE, "有逾期的建议")], method="with_open"
    )
    adopted = ChoiceFilter(label="采用", choices=[(_YES, "已采用"), (_NO, "没有采用")], method="was_adopted")
    topic = NamedFilter(label="参考课题", name="title", queryset=StudyTopic.objects.none())
    group = NamedFilter(label="代表小组", name="label", queryset=DeputyGroup.objects.none())
    since = SinceFilter("finished_on", label="不早于")
    until = UntilFilter("finished_on", label="不晚于")

    leading = ("field", "following")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = StudyReport.objects.filter(topic=OuterRef("pk"))
        self.offer("topic", lambda: StudyTopic.objects.filter(Exists(here)).order_by("-year", "pk"))
        of_group = StudyReport.objects.filter(group=OuterRef("pk"))
        self.offer("group", lambda: DeputyGroup.objects.filter(Exists(of_group)).order_by("kind", "number"))

    def with_open(self, rows: QuerySet[StudyReport], _name: str, value: str) -> QuerySet[StudyReport]:
        """A recommendation is still followed, or late."""
        open_ = Recommendation.objects.filter(report=OuterRef("pk"), closed_on__isnull=True)
        if value == _LATE:
            open_ = open_.filter(due_on__lt=timezone.localdate())
        return rows.filter(Exists(open_))

    def was_adopted(self, rows: QuerySet[StudyReport], _name: str, value: str) -> QuerySet[StudyReport]:
        """Somebody adopted it, or nobody did."""
        return rows.exclude(adopted_by="") if value == _YES else rows.filter(adopted_by="")


def _rows(user: User) -> QuerySet[Any]:
    rows = StudyReport.objects.visible_to(user).standing().with_recommendations()
    return rows.select_related("group").defer("search_text")


def _title(row: StudyReport) -> SafeString:
    return title(record_url("studies:report", row.pk), row.title, below=str(row.group or ""))


def _following(row: Any) -> str | SafeString:
    if not row.n_recommendations:
        return ""
    if row.n_open:
        return marks.state("go", f"{row.n_open}／{row.n_recommendations} 条在跟进")
    return marks.state("done", f"{row.n_recommendations} 条都已办结")


REPORTS = ListPage(
    key="study_reports",
    title="调研报告",
    unit="篇",
    rows=_rows,
    filterset=ReportFilter,
    columns=(
        Column(
            "finished_on",
            "完成日期",
            order="finished_on",
            cell=lambda row: dates.day(row.finished_on),
            css="rd-num is-inline",
        ),
        Column("title", "标题", fixed=True, css="", cell=_title),
        Column("field", "领域", order="field"),
        Column("adopted_by", "采用", labelled=True),
        Column("following", "建议", export="n_open", cell=_following, labelled=True),
    ),
    order="-finished_on",
    presets=(Preset("有没有办结的建议", "following=open"), Preset("有逾期的建议", "following=late")),
    empty=Empty("还没有调研报告", "小组交来的报告在这里登记，提的建议一条一条跟进到办结。"),
    actions=(
        Action("登记报告", "studies:record_report", "plus", rules.WRITERS),
        Action("调研课题", "studies:topics", "list-check", rules.READERS, primary=False),
    ),
)
