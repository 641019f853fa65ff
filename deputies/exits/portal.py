"""What exit cases plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.web.registry import MenuGroup, MenuItem, Todo, register_demo, register_menu, register_todos
from deputies.exits import demo, rules
from deputies.models import ExitCase, Person
from deputies.operations.exits import VERBS
from deputies.records import Line, Section, register_section
from deputies.rules import WRITERS

INDEX = "exits:index"
#: Cases named one by one among the to-dos.
_NAMED = 3


def todos(user: User) -> Iterator[Todo]:
    """Deputies whose day to have mended their ways has passed."""
    if not user.has_role(*WRITERS):
        return
    rows = ExitCase.objects.visible_to(user).to_be_looked_at().select_related("deputyship__person", "ground")
    for row in rows.order_by("due_on", "pk")[:_NAMED]:
        yield Todo(
            title=f"核实{row.deputyship.person}改正没有",
            context=f"代表退出：{row.ground}",
            url=reverse("exits:detail", args=[row.pk]),
            action="去登记",
            due=row.due_on,
            menu=INDEX,
        )


def of_person(person: Person, user: User) -> Section | None:
    """The cases of a person, for those who may know of them."""
    if not user.has_role(*rules.READERS):
        return None
    rows = list(ExitCase.objects.visible_to(user).filter(deputyship__person=person).select_related("ground"))
    if not rows:
        return None
    lines = [
        Line(str(row.ground), reverse("exits:detail", args=[row.pk]), row.found_on, row.get_state_display())
        for row in rows
    ]
    return Section("代表退出", "件", len(rows), reverse(INDEX), lines)


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.DUTY,
            "代表退出",
            INDEX,
            "user-minus",
            rules.READERS,
            order=12,
            under="deputies:roster",
        )
    )
    register_todos(todos)
    register_section(of_person)
    register_verbs(VERBS)
    register_verbs({"exits:load": "载入示例退出事项"})
    register_verbs({"exits:add_line": "增加退出情形", "exits:change_line": "修改退出情形"})
    register_facts("exits", {"on": "日期"})
    register_demo(33, "代表退出", demo.load)
