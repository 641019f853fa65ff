"""Which lists there are, and what the page says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from congress.web.forms import PortalModelForm
from suggestions.models import Category, PriorityKind, ReminderRule, ReplyCategory, TimeLimit
from suggestions.settings import forms


@dataclass(frozen=True)
class Listed:
    """A list: its heading and explanation, the form of a line, and how a line is shown: title, facts."""

    slug: str
    label: str
    text: str
    model: type[Model]
    form: type[PortalModelForm[Any]]
    title: Callable[[Any], str]
    facts: Callable[[Any], str]
    order: tuple[str, ...]
    #: What one line is called; empty where none can be added.
    line: str = ""
    related: tuple[str, ...] = ()

    @property
    def add_label(self) -> str:
        """增加类别."""
        return f"增加{self.line}"


def _category(row: Category) -> str:
    told = [f"归口 {row.committee}" if row.committee else "", "民生类" if row.livelihood else ""]
    return "　".join(part for part in told if part)


LISTS = {
    listed.slug: listed
    for listed in (
        Listed(
            "limits",
            "办理期限",
            "每一步多长时间、依据是哪一条；改了之后，新起算的按新的期限",
            TimeLimit,
            forms.TimeLimitForm,
            lambda row: row.get_clock_display(),
            lambda row: f"{row.span}　{row.source}",
            ("id",),
        ),
        Listed(
            "reminders",
            "到期提醒",
            "工作日上午9点提醒；同一个人一天只收一条，逾期越久告诉得越往上",
            ReminderRule,
            forms.ReminderRuleForm,
            lambda row: row.when,
            lambda row: f"提醒{row.get_audience_display()}",
            ("days", "id"),
            line="提醒",
        ),
        Listed(
            "categories",
            "建议类别",
            "审核时选类别，督办委室随类别归口",
            Category,
            forms.CategoryForm,
            lambda row: f"{row.parent}／{row.name}" if row.parent else row.name,
            _category,
            ("parent__order", "parent_id", "order", "id"),
            line="类别",
            related=("parent", "committee"),
        ),
        Listed(
            "replies",
            "答复类别",
            "承办单位答复时选；解决率、承诺兑现率按它计算",
            ReplyCategory,
            forms.ReplyCategoryForm,
            str,
            lambda row: f"计为{row.get_outcome_display()}",
            ("order", "id"),
            line="答复类别",
        ),
        Listed(
            "priorities",
            "四类事",
            "审核时标出来，优先办理",
            PriorityKind,
            forms.PriorityKindForm,
            str,
            lambda _row: "",
            ("order", "id"),
            line="一类事",
        ),
    )
}
