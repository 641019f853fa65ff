"""What the library plugs into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.urls import reverse

from congress.accounts.enums import EVERY_ROLE
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.search.index import Searched
from congress.web.public.registry import PublicColumn, register_public
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    register_demo,
    register_menu,
    register_search,
)
from deputies.library import demo
from deputies.library.queries import shown_edition
from deputies.models import DeputyGroup, LibraryEdition, LibraryText
from deputies.operations.library import VERBS
from deputies.records import Line, Section, register_group_section

INDEX = "library:index"
#: Rules named on the page of a group.
_NAMED = 12


def of_group(group: DeputyGroup, _user: User) -> Section | None:
    """The rules that apply to a group, each with its standing (R011)."""
    editions = LibraryEdition.objects.defer("body").order_by("-number")
    rows = LibraryText.objects.of_group(group).prefetch_related(
        Prefetch("editions", editions, to_attr="known")
    )
    found = [(row, shown_edition(row.known)) for row in rows]  # type: ignore[attr-defined] # prefetched
    kept = [(row, edition) for row, edition in found if edition.standing[0] != "stop"]
    if not kept:
        return None
    lines = [
        Line(
            row.title,
            reverse("library:text", args=[row.pk]),
            edition.effective_on,
            edition.standing[1],
        )
        for row, edition in kept[:_NAMED]
    ]
    return Section("小组制度", "项", len(kept), f"{reverse(INDEX)}?reach=groups", lines)


def found(_user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Texts by title, for the global search."""
    rows = LibraryText.objects.all()
    for word in text.split():
        rows = rows.filter(title__contains=word)
    for row in rows[:limit]:
        yield SearchHit(row.title, str(row.get_kind_display()), reverse("library:text", args=[row.pk]))


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(MenuItem(MenuGroup.DUTY, "制度法规库", INDEX, "books", EVERY_ROLE, order=48))
    register_group_section(of_group)
    register_search(
        SearchProvider("制度法规", 70, found, EVERY_ROLE, INDEX, tables=(Searched(LibraryText, ("title",)),))
    )
    register_verbs(VERBS)
    register_verbs({"library:load": "载入示例制度"})
    register_facts("library", {"groups": "小组", "note": "版本"})
    register_public(PublicColumn("制度法规", "library:public_index", 70))
    register_demo(36, "制度法规库", demo.load)
