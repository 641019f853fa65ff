"""Which lists there are, and what the page says of them."""

from __future__ import annotations

from typing import Any

from congress.web.settings_lists import Listed, SettingsLists
from suggestions.models import Category, PriorityKind, ReminderRule, ReplyCategory, TimeLimit
from suggestions.settings import forms


def _category(row: Category) -> str:
    told = [f"归口 {row.committee}" if row.committee else "", "民生类" if row.livelihood else ""]
    return "　".join(part for part in told if part)


def _place(row: Any) -> tuple[Any, ...]:
    """A category stands before what lies below it."""
    return ((row.parent or row).order, row.parent_id or row.pk, bool(row.parent_id), row.order)


LISTS = SettingsLists(
    "suggestions",
    "建议办理设置",
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
        sort_key=_place,
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
