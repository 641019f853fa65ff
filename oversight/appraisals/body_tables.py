"""Departments appraised and what deputies said of them, as lists over all appraisals."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from congress.organs.models import Organ
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter
from oversight.appraisals import rules
from oversight.appraisals.enums import AppraisalState, Grade
from oversight.appraisals.showing import author_of, mending_state
from oversight.grades import share_of, votes_in_words
from oversight.models import AppraisalOpinion, AppraisedBody, SpecialAppraisal

_OPEN, _LATE, _ANSWERED = "open", "overdue", "answered"


def _organs(user: User) -> QuerySet[Organ]:
    """Departments the user may know of: the name of another would give away that it is appraised."""
    known = AppraisedBody.objects.visible_to(user).order_by().values("organ")
    return Organ.objects.filter(pk__in=known).order_by("order", "pk")


class BodyFilter(ListFilter):
    """By department, what is open, day of 公示 and words."""

    q = SearchFilter("name", "appraisal__title", "consequence", label="搜部门、评议、结果运用")
    state = ChoiceFilter(
        label="整改",
        choices=[(_OPEN, "没有报告整改"), (_LATE, "整改逾期"), (_ANSWERED, "已报告整改")],
        method="in_state",
    )
    organ = NamedFilter(label="部门", name="short_name", queryset=Organ.objects.none())
    since = SinceFilter("appraisal__published_on", label="公示从")
    until = UntilFilter("appraisal__published_on", label="公示到")

    leading = ("state", "organ")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("organ", lambda: _organs(self.request.user))

    def in_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """To be mended, late with it, or answered."""
        if value == _ANSWERED:
            return rows.filter(answered_on__isnull=False)
        known = AppraisedBody.objects.all()
        open_ = known.overdue(timezone.localdate()) if value == _LATE else known.unmended()
        return rows.filter(pk__in=open_.order_by().values("pk"))


def _bodies(user: User) -> QuerySet[Any]:
    rows = AppraisedBody.objects.visible_to(user).exclude(appraisal__state=AppraisalState.WITHDRAWN)
    rows = rows.select_related("appraisal").defer("appraisal__plan", "answer")
    if user.has_role(*rules.DESK):
        return rows.annotate(said=Count("opinions"))
    return rows.annotate(said=Value(None, output_field=IntegerField()))


def _state(row: AppraisedBody) -> tuple[str, str] | None:
    if row.appraisal.state != AppraisalState.PUBLISHED:
        return None
    return mending_state(row, timezone.localdate())


def _published(row: AppraisedBody) -> str:
    day = row.appraisal.published_on
    return f"{dates.day(day)}公示" if day else ""


BODIES = ListPage(
    key="appraised_bodies",
    title="被评议部门",
    unit="个",
    subtitle="各次专项评议里每个部门的测评结果、结果运用和整改",
    rows=_bodies,
    filterset=BodyFilter,
    columns=(
        Column(
            "name",
            "部门",
            order="name",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("special_appraisals:body", row.pk), row.name, below=row.appraisal.title
            ),
        ),
        Column(
            "said",
            "代表意见",
            css="rd-num is-inline",
            cell=lambda row: "" if row.said is None else f"{row.said} 条",
        ),
        Column("share", "满意率", css="rd-num is-inline", cell=share_of, export=votes_in_words),
        Column("consequence", "结果运用", css=""),
        Column(
            "mending",
            "整改",
            cell=lambda row: marks.state(*known) if (known := _state(row)) else "",
            export=lambda row: known[1] if (known := _state(row)) else "",
        ),
        Column(
            "mend_by",
            "整改期限",
            order="mend_by",
            css="rd-num is-inline",
            cell=lambda row: f"{dates.day(row.mend_by)}前" if row.mend_by else "",
        ),
        Column(
            "published_on",
            "公示",
            order="appraisal__published_on",
            css="rd-num is-inline",
            cell=_published,
            export="appraisal.published_on",
            newest_first=True,
            shown=False,
        ),
        Column("appraisal", "专项评议", only_export=True, export="appraisal.title"),
    ),
    order="-appraisal__published_on",
    presets=(Preset("没有报告整改", f"state={_OPEN}"), Preset("整改逾期", f"state={_LATE}")),
    empty=Empty("还没有被评议的部门", "安排专项评议时选被评议的部门。"),
)


class OpinionFilter(ListFilter):
    """By appraisal, department, level and words."""

    q = SearchFilter("text", "name", "person__name", label="搜意见、姓名")
    appraisal = NamedFilter(
        "body__appraisal", label="专项评议", name="title", queryset=SpecialAppraisal.objects.none()
    )
    organ = NamedFilter("body__organ", label="部门", name="short_name", queryset=Organ.objects.none())
    level = ChoiceFilter(label="哪一级代表", choices=CongressLevel.choices)
    grade = ChoiceFilter(label="总体评价", choices=Grade.choices)

    leading = ("organ", "level")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("appraisal", SpecialAppraisal.objects.standing)
        self.offer("organ", lambda: _organs(self.request.user))


def _opinions(_user: User) -> QuerySet[Any]:
    rows = AppraisalOpinion.objects.exclude(body__appraisal__state=AppraisalState.WITHDRAWN)
    return rows.select_related("body__appraisal", "person").defer("body__appraisal__plan")


def _opinion(row: AppraisalOpinion) -> object:
    """The words; those the office entered lead to where they are corrected, while opinions are taken."""
    if row.person_id is not None or row.body.appraisal.state != AppraisalState.ASKING:
        return row.text
    return title(reverse("special_appraisals:change_opinion", args=[row.pk]), row.text)


OPINIONS = ListPage(
    key="appraisal_opinions",
    title="代表意见",
    unit="条",
    subtitle="各级代表对被评议部门的意见，部门看不到",
    rows=_opinions,
    filterset=OpinionFilter,
    columns=(
        Column("body", "部门", order="body__name", export="body.name"),
        Column("text", "意见", fixed=True, css="", cell=_opinion),
        Column("author", "代表", cell=author_of, export=author_of),
        Column("grade", "总体评价", export="get_grade_display"),
        Column(
            "said_on",
            "提出日期",
            order="said_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.said_on),
            newest_first=True,
        ),
        Column("appraisal", "专项评议", only_export=True, export="body.appraisal.title"),
    ),
    order="-said_on",
    empty=Empty("还没有代表意见", "开始征求意见以后，代表在手机上提，其他各级代表的由办公室登记。"),
)
