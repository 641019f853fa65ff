"""The log of guidance as a list, with its filters."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.organs.models import Area
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage
from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter
from deputies.guidance import rules
from deputies.models import Guidance
from deputies.models.guidance import GuidanceQuerySet
from deputies.rules import WRITERS

_YES = "yes"


class GuidanceFilter(ListFilter):
    """By town, words and day."""

    q = SearchFilter("subject", "account", "guided_by", label="搜事项、情况、指导人")
    area = NamedFilter(label="乡镇街道", name="name", queryset=Area.objects.none())
    withdrawn = ChoiceFilter(label="已撤回", choices=[(_YES, "只看已撤回的")], method="were_withdrawn")
    since = SinceFilter("on", label="不早于")
    until = UntilFilter("on", label="不晚于")

    leading = ("area",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("area", self._towns)

    def _towns(self) -> QuerySet[Area]:
        known = Guidance.objects.visible_to(self.request.user).order_by().values("area")
        return Area.objects.filter(pk__in=known).order_by("order", "pk")

    def were_withdrawn(self, rows: GuidanceQuerySet, _name: str, _value: str) -> GuidanceQuerySet:
        """Those that count no longer."""
        return rows.exclude(reason="")


def _rows(user: User) -> GuidanceQuerySet:
    return Guidance.objects.visible_to(user).select_related("area").defer("account")


def _entry(row: Guidance) -> SafeString:
    tags = [marks.tag("已撤回")] if row.reason else []
    return title(record_url("guidance:detail", row.pk), row.subject, *tags, below=row.guided_by)


GUIDANCE = ListPage(
    key="guidance",
    title="对乡镇（街道）的指导",
    unit="次",
    subtitle="统筹指导乡镇、街道的人大代表活动",
    rows=_rows,
    filterset=GuidanceFilter,
    columns=(
        Column("subject", "事项", order="subject", fixed=True, css="", cell=_entry),
        Column("area", "乡镇街道", order="area__order", export="area.name"),
        Column("follow_up", "后续跟进"),
        Column("on", "日期", order="on", css="rd-num is-inline", cell=lambda row: dates.day(row.on)),
        Column("account", "指导情况", only_export=True),
    ),
    order="-on",
    empty=Empty("还没有登记指导", "到乡镇（街道）指导人大工作以后，在这里记一条。"),
    actions=(
        Action("哪里还没有指导", "guidance:gaps", "map-pin", rules.READERS, primary=False),
        Action("登记指导", "guidance:record_guidance", "plus", WRITERS),
    ),
)
