"""What supervision plugs into the portal; ``suggestions/portal.py`` calls it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from activities.models import Activity
from activities.uses import Use, register_uses
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.organs.enums import OrganKind
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    register_demo,
    register_menu,
    register_todos,
)
from suggestions.models import MeetingItem, Suggestion
from suggestions.sections import register_section
from suggestions.supervision import demo, rules
from suggestions.supervision.sections import plugged
from suggestions.supervision.tables import CASES, CLUES, KEYS, SUPERVISED
from suggestions.supervision.todos import todos
from suggestions.supervision.words import WORDS
from suggestions.supervision.workflow import KEEPERS
from suggestions.timeline import register_words
from suggestions.workflow import UNITS


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """Where an activity was a meeting on suggestions: one line, with how many the user may see (R213)."""
    seen = Suggestion.objects.visible_to(user)
    count = MeetingItem.objects.filter(activity=activity, suggestion__in=seen).count()
    if count and user.has_role(*KEEPERS, *rules.LEADERS):
        yield Use("研究代表建议", reverse("supervision:meeting", args=[activity.pk]), f"{count} 件")


def _has_clues(user: User) -> bool:
    """Of the units only the procuratorate has to do with clues."""
    if user.has_role(*(rules.CLUE_LISTERS - UNITS)):
        return True
    organs = (assignment.organ for assignment in user.assignments_today)
    return any(organ is not None and organ.kind == OrganKind.PROCURATORATE for organ in organs)


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_section(plugged)
    register_words(WORDS)
    register_verbs(
        {
            "supervision:save_item": "修改督办清单",
            "supervision:offer_advice": "提供检察建议",
            "supervision:decline_advice": "不转化检察建议",
        }
    )
    register_facts("supervision", {"number": "文号", "note": "理由", "active": "可选", "order": "排序"})
    register_uses(uses)
    register_todos(todos)
    register_menu(
        MenuItem(
            MenuGroup.HANDLE,
            SUPERVISED.title,
            "supervision:index",
            "eye-check",
            rules.READERS,
            order=30,
        ),
        MenuItem(MenuGroup.HANDLE, KEYS.title, "supervision:keys", "star", rules.READERS, order=32),
        MenuItem(
            MenuGroup.HANDLE,
            CLUES.title,
            "supervision:clues",
            "scale",
            rules.CLUE_LISTERS,
            order=36,
            only=_has_clues,
        ),
        MenuItem(MenuGroup.HANDLE, CASES.title, "supervision:cases", "trophy", rules.CASE_READERS, order=38),
    )
    register_demo(61, "督办", demo.load)
