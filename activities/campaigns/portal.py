"""What campaigns plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from activities.campaigns import demo, rules
from activities.campaigns.seams import register_taggable
from activities.campaigns.tagged import RULES
from activities.models import Campaign
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.search.index import Searched
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    register_demo,
    register_menu,
    register_search,
)


def find(_user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Campaigns by name and slogan; whoever works at a desk reads all of them."""
    rows = Campaign.objects.all()
    for word in text.split():
        rows = rows.filter(Q(name__contains=word) | Q(slogan__contains=word))
    for row in rows.order_by("-starts_on", "order", "pk")[:limit]:
        context = "　".join(part for part in (str(row.get_sort_display()), row.slogan) if part)
        yield SearchHit(row.name, context, reverse("campaigns:detail", args=[row.pk]))


def plug_in() -> None:
    """Register it all; called once, by the app's ``portal`` module."""
    register_menu(
        MenuItem(MenuGroup.DUTY, "主题活动", "campaigns:index", "flag", rules.DESK, order=42),
        MenuItem(MenuGroup.DUTY, "我的主题活动", "campaigns:own", "flag", rules.DEPUTIES, order=42),
    )
    register_search(
        SearchProvider("主题活动", 21, find, rules.DESK, tables=(Searched(Campaign, ("name", "slogan")),))
    )
    register_verbs(
        {
            "campaigns:add_measure": "列入专项要求",
            "campaigns:change_measure": "修改专项要求",
            "campaigns:drop_measure": "划去专项要求",
            "campaigns:link_activities": "关联活动",
            "campaigns:add_members": "登记专项名单",
            "campaigns:remove_member": "从名单去掉",
            "campaigns:set_tags": "归入专项",
        }
    )
    register_facts("campaigns", {"members": "增加人数", "role": "角色", "station": "联络站", "rule": "制度"})
    register_taggable(RULES)
    register_demo(81, "主题活动", demo.load)
