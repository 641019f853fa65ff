"""What publishing plugs into the portal; ``suggestions/portal.py`` calls it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts
from congress.web.dates import as_date
from congress.web.public.registry import PublicBlock, PublicColumn, PublicLine, register_public
from congress.web.registry import MenuGroup, MenuItem, Todo, register_demo, register_menu, register_todos
from suggestions.publishing import demo
from suggestions.publishing.queries import answered, listed, undecided
from suggestions.publishing.sections import plugged
from suggestions.publishing.tables import PUBLISHING
from suggestions.sections import register_section
from suggestions.timeline import Words, register_words
from suggestions.workflow import OFFICE

MENU = "suggestions:publishing"
#: Counting further would cost more than it tells.
_COUNTED = 1000


def todos(user: User) -> Iterator[Todo]:
    """How many were answered and are not decided on (1 query)."""
    if not user.has_role(*OFFICE):
        return
    count = undecided(answered(user)).order_by()[: _COUNTED + 1].count()
    if count:
        more = f"{_COUNTED:,} 件以上" if count > _COUNTED else f"{count:,} 件"
        yield Todo(
            f"公开 {more}建议和答复",
            "已经答复，核对个人信息之后向社会公开",
            f"{reverse(MENU)}?decision=none",
            "去核对",
            menu=MENU,
        )


def blocks(column: PublicColumn, limit: int) -> Iterator[PublicBlock]:
    """The suggestions released last (2 queries)."""
    lines = [
        PublicLine(
            row.title,
            reverse("suggestions:public_one", args=[row.pk]),
            as_date(row.decided_at),
            "、".join(dict.fromkeys(reply.unit_name for reply in row.replies.all())),
        )
        for row in listed({})[:limit]
    ]
    yield PublicBlock("代表建议办理公开", column.url, lines)


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_section(plugged)
    register_words(
        {
            "publish": Words("向社会公开", "已向社会公开"),
            "withdraw_publication": Words("撤下公开", "从公开页面撤下"),
            "decline_publication": Words("决定不公开", "不向社会公开"),
        }
    )
    register_facts("suggestions", {"hidden": "隐去几处"})
    register_todos(todos)
    register_public(PublicColumn("代表建议", "suggestions:public", 60, blocks))
    register_menu(MenuItem(MenuGroup.HANDLE, PUBLISHING.title, MENU, "world", OFFICE, order=25))
    register_demo(62, "向社会公开", demo.load)
