"""What honours and selections plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count as Counted
from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.ballots.models import Poll
from congress.ballots.procedures import Procedure, register_procedure
from congress.dashboard.panels import Planned, register_planned
from congress.figures.chapters import Chapter, in_list
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.together import Together
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
from deputies.honours import demo, rules
from deputies.honours.enums import SelectionState
from deputies.honours.filters import HonourFilter
from deputies.models import DeputyGroup, Person
from deputies.models.honours import Honour, HonourQuerySet, Selection
from deputies.operations import honours, selection_ballots, selections
from deputies.records import Line, Section, register_group_section, register_section

INDEX = "honours:index"
#: Honours named on the page of a person or group; the list has the others.
_NAMED = 5


def _section(rows: HonourQuerySet, query: str) -> Section | None:
    found = list(rows.standing()[: _NAMED + 1])
    if not found:
        return None
    count = len(found) if len(found) <= _NAMED else rows.standing().count()
    lines = [
        Line(
            f"{row.year}年{row.title}",
            reverse("honours:honour", args=[row.pk]),
            None,
            f"{row.get_level_display()}　{row.awarded_by}",
        )
        for row in found[:_NAMED]
    ]
    return Section("荣誉", "项", count, f"{reverse(INDEX)}?{query}", lines)


def of_person(person: Person, user: User) -> Section | None:
    """The honours of a person the user may know of, the newest first."""
    if not user.has_role(*rules.READERS):
        return None
    return _section(person.honours.filter(rules.see_honour.as_q(user)), f"person={person.pk}")


def of_group(group: DeputyGroup, user: User) -> Section | None:
    """The honours of a group by year (R079)."""
    if not user.has_role(*rules.READERS):
        return None
    return _section(group.honours.filter(rules.see_honour.as_q(user)), f"group={group.pk}")


def find(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Honours not withdrawn by title, holder and who gave them, as the list finds them."""
    rows = Honour.objects.visible_to(user).standing().select_related("person", "group")
    rows = rows.only("title", "awarded_by", "year", "person__name", "group__label")
    found = HonourFilter({"q": text}, queryset=rows, only=["q"]).qs
    for row in found[:limit]:
        context = f"{row.year}年　{row.person or row.group or ''}　{row.awarded_by}"
        yield SearchHit(row.title, context, reverse("honours:honour", args=[row.pk]))


def count(user: User, period: Period) -> dict[str, Count]:
    """Published selections whose choice fell in the period (1 query)."""
    rows = Selection.objects.visible_to(user).filter(
        period.as_q("decided_on"), state=SelectionState.PUBLISHED
    )
    return {"selections": Count(rows.aggregate(n=Counted("pk"))["n"], "次")}


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """Commendations at a session to come (1 query)."""
    if not user.has_role(*rules.READERS):
        return
    rows = Selection.objects.visible_to(user).filter(commended_on__range=(first, last))
    for row in rows.exclude(state=SelectionState.REVOKED).order_by("commended_on", "pk"):
        if row.commended_on is not None:
            yield Planned(row.commended_on, f"表彰：{row.title}", reverse("honours:selection", args=[row.pk]))


def of_poll(poll: Poll) -> str:
    """The selection a poll belongs to."""
    quota = selection_ballots.quota_of(poll)
    return reverse("honours:selection", args=[quota.selection_id]) if quota else ""


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(MenuItem(MenuGroup.DUTY, "表彰推优", INDEX, "award", rules.READERS, order=44))
    searched = (
        Searched(Honour, ("title", "awarded_by")),
        Searched(Person, ("name",)),
        Searched(DeputyGroup, ("label",)),
    )
    register_search(SearchProvider("荣誉", 50, find, rules.READERS, INDEX, tables=searched))
    register_section(of_person)
    register_group_section(of_group)
    register_verbs(honours.VERBS | selections.VERBS)
    register_verbs(
        {
            "honours:add_line": "增加评选类别",
            "honours:change_line": "修改评选类别",
            "honours:load": "载入示例荣誉",
        }
    )
    facts = {"holder": "谁的", "quotas": "名额", "chosen": "入选", "category": "类别", "note": "原因"}
    facts |= {"basis": "评选依据", "session": "表彰的会议"}
    register_facts("honours", facts)
    register_planned(planned)
    chapter = Chapter("评选表彰", "selections", Together(count), rules.KNOWING, 89)
    published = in_list("honours:selections", state=SelectionState.PUBLISHED.value)
    chapter.number("selections", "评选", "次", "期间内决定、已经公布的评选", published, on_overview=True)
    register_procedure(
        Procedure(
            selection_ballots.PROCEDURE,
            "评选投票",
            rules.see_poll,
            rules.keep_poll,
            leads_to=of_poll,
            on_published=selection_ballots.take_result,
        )
    )
    register_demo(38, "表彰推优", demo.load)
    register_demo(102, "评选投票", demo.vote)
