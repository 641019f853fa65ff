"""What this room plugs into the portal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_verbs
from congress.jobs.kinds import register_kinds
from congress.organs.enums import CongressLevel
from congress.organs.models import Term
from congress.search.index import Searched
from congress.search.initials import by_initials
from congress.search.text import normalise
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    Todo,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)
from deputies import audiences, demo, figure_list, quality, rules, settings_pages
from deputies.accounts import portal as accounts
from deputies.branches import portal as branches
from deputies.checks import portal as checks
from deputies.duty import portal as duty
from deputies.duty_reports import portal as duty_reports
from deputies.evidence import portal as evidence
from deputies.exits import portal as exits
from deputies.guidance import portal as guidance
from deputies.honours import portal as honours
from deputies.library import portal as library
from deputies.links import portal as links
from deputies.models import DeputyGroup, Deputyship, Person
from deputies.points import portal as points
from deputies.queries import matching, vacant_seats, with_vacancies
from deputies.ratings import portal as ratings
from deputies.services import portal as services
from deputies.terms import portal as terms
from deputies.verbs import VERBS
from deputies.work_report import portal as work_report

ROSTER = "deputies:roster"
GROUPS = "deputies:groups"
#: 第13小组, whichever way its number is written in its name.
_NUMBER_OF_A_GROUP = re.compile(r"第?(\d{1,4})小?组")
#: Groups with a vacant post that are named one by one; more are one line together.
_NAMED = 3


def find_people(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """People by name, initials of the name, or organisation."""
    for person in matching(user, text).only("name", "organisation")[:limit]:
        yield SearchHit(person.name, person.organisation, reverse("deputies:detail", args=[person.pk]))


def find_groups(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Groups by name, number or the initials of the name."""
    rows = DeputyGroup.objects.visible_to(user).select_related("term__area")
    for word in text.split():
        keys = by_initials(rows, normalise(word), "label")
        told = _NUMBER_OF_A_GROUP.fullmatch(normalise(word))
        own = Q(number=int(told[1])) if told else Q(pk__in=keys)
        rows = rows.filter(Q(label__contains=word) | own)
    for group in rows[:limit]:
        yield SearchHit(group.label, str(group.term), reverse("deputies:group", args=[group.pk]))


def todos(user: User) -> Iterator[Todo]:
    """Vacant posts of groups, deputies without a group, vacant seats."""
    if user.has_role(*rules.WRITERS, Role.TOWN):
        yield from _vacant_posts(user)
    if user.has_role(*rules.WRITERS):
        yield from _ungrouped(user)
        yield from _vacant_seats()


def _vacant_posts(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    vacant = with_vacancies(DeputyGroup.objects.visible_to(user).in_force(today), today)
    for key, label, missing in vacant if len(vacant) <= _NAMED else []:
        yield Todo(
            title=f"{label}：{'、'.join(missing)}空缺",
            context="每个小组都要有组长、副组长和联络员",
            url=reverse("deputies:group", args=[key]),
            action="去任命" if user.has_role(*rules.WRITERS) else "去看看",
            menu=GROUPS,
        )
    if len(vacant) > _NAMED:
        yield Todo(
            title=f"{len(vacant)} 个代表小组有职务空缺",
            context="每个小组都要有组长、副组长和联络员",
            url=f"{reverse(GROUPS)}?state=now",
            action="去任命" if user.has_role(*rules.WRITERS) else "去看看",
            menu=GROUPS,
        )


def _ungrouped(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    waiting = Deputyship.objects.visible_to(user).in_force(today).without_group(today).count()
    if waiting:
        yield Todo(
            title=f"给代表编组：{waiting:,} 个代表资格还没有编组",
            context="每位代表编入一个地域小组",
            url=f"{reverse(ROSTER)}?grouped=no&state=now",
            action="去编组",
            menu=ROSTER,
        )


def _vacant_seats() -> Iterator[Todo]:
    """Of the district only: whether a town holds a by-election is for the town to say."""
    term = _district_term()
    vacant = vacant_seats(term, timezone.localdate()) if term else 0
    if vacant and term:
        yield Todo(
            title=f"{term}有 {vacant:,} 个代表名额空缺",
            context="补选当选之后在这里登记",
            url=f"{reverse('deputies:seats')}?term={term.pk}",
            action="去查看",
            menu=ROSTER,
        )


def _district_term() -> Term | None:
    """The present term of the district's congress, once there are deputies of it."""
    rows = Term.objects.filter(level=CongressLevel.DISTRICT, ends_on=None).select_related("area")
    return rows.filter(deputyships__isnull=False).first()


register_menu(
    MenuItem(MenuGroup.COLLECT, "人员名册", "deputies:index", "users", rules.READERS, order=20),
    MenuItem(MenuGroup.DUTY, "代表名册", ROSTER, "id-badge-2", rules.ROSTER_READERS, order=10),
    MenuItem(MenuGroup.DUTY, "代表小组", GROUPS, "users-group", rules.ROSTER_READERS, order=20),
)
register_todos(todos)
register_search(
    SearchProvider("人员", 20, find_people, rules.READERS, "deputies:index", tables=(Searched(Person),))
)
register_search(
    SearchProvider(
        "代表小组",
        25,
        find_groups,
        rules.ROSTER_READERS,
        GROUPS,
        tables=(Searched(DeputyGroup, ("label",)),),
        by_letters=True,
    )
)
figure_list.register()
register_verbs(VERBS)
register_kinds(
    {
        "deputies.duty_archive": "打印履职档案",
        "points.replay": "重算积分核对",
        "points.settle": "按新办法重算积分",
    }
)
register_demo(30, "人员和代表", demo.load)
quality.plug_in()
audiences.plug_in()
accounts.plug_in()
exits.plug_in()
honours.plug_in()
links.plug_in()
branches.plug_in()
duty_reports.plug_in()
checks.plug_in()
ratings.plug_in()
evidence.plug_in()
work_report.plug_in()
duty.plug_in()
points.plug_in()
services.plug_in()
library.plug_in()
guidance.plug_in()
terms.plug_in()
settings_pages.plug_in()
