"""What the deputy's phone plugs into the portal: tabs, the line of the menu, what waits for a deputy."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_facts
from congress.web.registry import (
    HomeAction,
    MenuGroup,
    MenuItem,
    PhoneLine,
    PhoneList,
    Tab,
    register_actions,
    register_menu,
    register_phone_list,
    register_tabs,
    register_todos,
)
from deputies.models import Person
from deputies.records import Line, Section, register_section
from suggestions.enums import State
from suggestions.queries.deputy import MENU, put_or_signed_by, put_or_signed_by_person, todos
from suggestions.queries.standing import standing, with_standing
from suggestions.rules import DESK_READERS
from suggestions.tables import SUGGESTIONS
from suggestions.workflow import PROPOSERS

_WRITE = "suggestions:write"
#: Suggestions named on the page of a person; the list has the others.
_SHOWN = 5
#: Those named on the home page of a deputy's phone.
_ON_PHONE = 3
_READERS = DESK_READERS - {Role.UNIT}


def put_by(person: Person, user: User) -> Section | None:
    """The suggestions somebody leads or has signed, 社情民意 apart, newest first (1 query, 2 with more of them)."""
    if not user.has_role(*_READERS):
        return None
    rows = SUGGESTIONS.rows(user).filter(pk__in=put_or_signed_by_person(person).values("pk"))
    newest = list(rows.order_by("-submitted_at", "-pk")[:_SHOWN])
    return Section(
        title="提出的建议",
        unit="件",
        count=rows.count() if len(newest) == _SHOWN else len(newest),
        all_url=f"{reverse('suggestions:index')}?signed={person.pk}",
        lines=[
            Line(
                row.title,
                reverse("suggestions:detail", args=[row.pk]),
                timezone.localdate(row.submitted_at or row.created_at),
                f"{row.label}　{row.get_state_display()}",
            )
            for row in newest
        ],
        empty="还没有提出建议",
    )


def own_list(user: User) -> PhoneList | None:
    """The newest of the suggestions that are in hand, where each stands (4 queries); nothing before the first."""
    if not user.has_role(*PROPOSERS):
        return None
    rows = put_or_signed_by(user).exclude(state=State.DRAFT)
    total = rows.count()
    if not total:
        return None
    lines = []
    for row in with_standing(rows.open()).order_by("-submitted_at", "-pk")[:_ON_PHONE]:
        now = standing(row)
        lines.append(
            PhoneLine(
                row.title,
                f"{row.label}　现在由{now.who}办：{now.what}",
                reverse("suggestions:track", args=[row.pk]),
                now.due,
                "重点督办" if row.is_key else "",
            )
        )
    return PhoneList("我的建议", total, "件", reverse(MENU), lines)


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_menu(MenuItem(MenuGroup.DUTY, "我的建议", MENU, "file-text", PROPOSERS, order=3))
    register_tabs(
        Tab("建议", MENU, "file-text", PROPOSERS, order=20),
        Tab("写建议", _WRITE, "pencil", PROPOSERS, order=30, main=True),
    )
    register_actions(HomeAction("写建议", _WRITE, "pencil", PROPOSERS, order=10))
    register_todos(todos)
    register_phone_list(own_list)
    register_section(put_by)
    register_facts("suggestions", {"photos": "照片", "files": "附件", "invited": "邀请人数"})
