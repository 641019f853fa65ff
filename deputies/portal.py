"""What this room plugs into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_verbs
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    register_demo,
    register_menu,
    register_search,
)
from deputies import demo, rules
from deputies.queries import matching


def find_people(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """People by name or organisation."""
    for person in matching(user, text)[:limit]:
        yield SearchHit(person.name, person.organisation, reverse("deputies:detail", args=[person.pk]))


register_menu(MenuItem(MenuGroup.COLLECT, "人员名册", "deputies:index", "users", rules.READERS, order=20))
register_search(SearchProvider("人员", 20, find_people, rules.READERS, "deputies:index"))
register_verbs(
    {
        "deputies:create_person": "进入名册",
        "deputies:change_person": "修改资料",
        "deputies:add_post": "增加职务",
        "deputies:change_post": "修改职务",
        "deputies:end_post": "登记离任",
    }
)
register_demo(30, "人员", demo.load)
