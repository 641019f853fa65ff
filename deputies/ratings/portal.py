"""What rounds of ratings plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.web.registry import MenuGroup, MenuItem, Todo, register_demo, register_menu, register_todos
from deputies.models import RatingRound
from deputies.ratings import demo, rules
from deputies.ratings.enums import RoundState
from deputies.ratings.workflow import OFFICE

INDEX = "ratings:index"


def todos(user: User) -> Iterator[Todo]:
    """Rounds that wait for a deputy; for the office those whose day has passed (at most two queries)."""
    if user.has_role(*rules.DEPUTIES):
        for row in RatingRound.objects.asking(user).order_by("closes_on", "pk"):
            yield Todo(
                f"评议：{row.title}",
                "不记名，只汇总票数",
                reverse("ratings:rate", args=[row.pk]),
                "去评议",
                due=row.closes_on,
            )
    if user.has_role(*OFFICE):
        over = RatingRound.objects.filter(state=RoundState.OPEN, closes_on__lt=timezone.localdate())
        for row in over.order_by("closes_on", "pk"):
            url = reverse("ratings:detail", args=[row.pk])
            yield Todo(f"截止{row.title}", "截止日期已过", url, "去截止", due=row.closes_on, menu=INDEX)


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(MenuGroup.DUTY, "代表评议", INDEX, "checkbox", rules.READERS, order=35),
    )
    register_todos(todos)
    register_verbs(
        {
            "deputies:prepare_round": "准备评议",
            "deputies:change_round": "修改评议",
            "deputies:open_round": "开始评议",
            "deputies:rate": "参加评议",
            "deputies:close_round": "截止评议",
            "deputies:publish_round": "公布评议结果",
        }
    )
    register_facts("deputies", {"bodies": "被评议单位数", "raters": "参加代表数", "taken_part": "参加"})
    register_demo(83, "代表评议", demo.load)
