"""What publicity plugs into the portal: menu, to-dos, search, figures, sections of other pages."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from activities.campaigns.seams import Row, register_counter
from activities.models import Campaign
from bulletins.models import Piece, PlanItem, Practice, Story
from bulletins.operations.publicity import merits, pieces, plans, stories
from bulletins.publicity import demo, rules
from bulletins.publicity.enums import MediaLevel, StoryState
from bulletins.publicity.figure_list import register_figures
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.search.index import Searched, search_q
from congress.web import dates
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
from deputies.models import Person
from deputies.records import Line, Section, register_section

INDEX = "publicity:index"
STORIES = "publicity:stories"
PLAN = "publicity:plan"
#: Records named on another page; the list has the others.
_NAMED = 5


def todos(user: User) -> Iterator[Todo]:
    """Stories to review, stories sent back, items of the plan past their day (at most 2 queries)."""
    waiting = Q(pk__in=[])
    if user.has_role(*rules.REVIEWERS):
        waiting |= Q(state=StoryState.REVIEW) & ~Q(submitted_by=user)
    if user.has_role(*rules.WRITERS):
        waiting |= Q(state=StoryState.DRAFT, submitted_by=user) & ~Q(reason="")
    for row in Story.objects.filter(waiting).select_related("person").order_by("submitted_at")[: 2 * _NAMED]:
        if row.state == StoryState.REVIEW:
            yield _story_todo(row, f"审核事迹：{row.title}", f"{row.person}　送审后等您审核发布", "去审核")
        else:
            yield _story_todo(row, f"修改事迹：{row.title}", f"退回原因：{row.reason}", "去修改")
    if user.has_role(*rules.OFFICES):
        today = timezone.localdate()
        open_ = PlanItem.objects.filter(due_on__lt=today, done_on__isnull=True, dropped_reason="")
        for item in open_.with_stories().filter(told=False).order_by("due_on")[:_NAMED]:
            url = f"{reverse(PLAN)}?year={item.year}"
            yield Todo(f"宣传计划：{item}", item.owner, url, "去看", due=item.due_on, menu=PLAN)


def _story_todo(row: Story, title: str, context: str, action: str) -> Todo:
    return Todo(title, context, reverse("publicity:story", args=[row.pk]), action, menu=STORIES)


def found_pieces(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Pieces by title, author and text."""
    rows = Piece.objects.visible_to(user).standing().filter(search_q(text))
    for row in rows.select_related("area").only("title", "written_on", "area__name")[:limit]:
        context = f"{dates.day(row.written_on)}　{row.area}"
        yield SearchHit(row.title, context, reverse("publicity:piece", args=[row.pk]))


def found_stories(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Stories by title, deputy and text."""
    rows = Story.objects.visible_to(user).filter(search_q(text)).select_related("person")
    rows = rows.only("title", "state", "person__name")
    for row in rows[:limit]:
        url = reverse("publicity:story", args=[row.pk])
        yield SearchHit(row.title, f"{row.person}　{row.get_state_display()}", url)


def found_practices(_user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Practices by title, place and text."""
    rows = Practice.objects.standing().filter(search_q(text)).select_related("area")
    rows = rows.only("title", "topic", "area__name")
    for row in rows[:limit]:
        url = reverse("publicity:practice", args=[row.pk])
        yield SearchHit(row.title, f"{row.area}　{row.topic}", url)


def of_person(person: Person, user: User) -> Section | None:
    """The stories of a person the user may read, the newest first (at most 2 queries)."""
    if not user.has_role(*rules.ALL_READERS):
        return None
    rows = Story.objects.visible_to(user).filter(person=person).defer("text", "search_text")
    known = list(rows[: _NAMED + 1])
    if not known:
        return None
    lines = [
        Line(
            row.title,
            reverse("publicity:story", args=[row.pk]),
            timezone.localdate(row.released_at or row.created_at),
            str(row.get_state_display()),
        )
        for row in known[:_NAMED]
    ]
    count = len(known) if len(known) <= _NAMED else rows.count()
    return Section("事迹", "篇", count, f"{reverse(STORIES)}?person={person.pk}", lines)


def of_campaign(campaign: Campaign, user: User) -> tuple[str, str, list[Row]]:
    """The pieces of a campaign by level, from the city up (R304, 2 queries)."""
    title = "宣传稿件"
    if not user.has_role(*rules.READERS):
        return title, "篇", []
    rows = Piece.objects.visible_to(user).standing().filter(campaign=campaign)
    written = rows.count()
    if not written:
        return title, "篇", []
    base = f"{reverse(INDEX)}?campaign={campaign.pk}"
    taken = rows.with_highest().filter(highest__gte=MediaLevel.CITY).count()
    above = Row("市级以上采用", taken, f"{base}&level={MediaLevel.CITY.value}")
    return title, "篇", [Row("编发", written, base), above]


def _menu() -> None:
    lines = (
        ("代表事迹", STORIES, "book", rules.ALL_READERS),
        ("宣传计划", PLAN, "calendar-event", rules.READERS),
        ("好做法", "publicity:practices", "bulb", rules.ALL_READERS),
        ("专集专访", "publicity:features", "books", rules.READERS),
        ("稿件获奖", "publicity:awards", "award", rules.READERS),
        ("经验交流", "publicity:speeches", "microphone", rules.READERS),
    )
    register_menu(
        MenuItem(MenuGroup.PUBLISH, "宣传", INDEX, "speakerphone", rules.READERS, order=35),
        *(
            MenuItem(MenuGroup.PUBLISH, label, name, icon, roles, order=36 + n, under=INDEX)
            for n, (label, name, icon, roles) in enumerate(lines)
        ),
    )


def plug_in() -> None:
    """Called once by the portal module of the app."""
    _menu()
    register_todos(todos)
    register_search(
        SearchProvider("宣传稿件", 50, found_pieces, rules.READERS, INDEX, tables=(Searched(Piece),))
    )
    register_search(
        SearchProvider("代表事迹", 51, found_stories, rules.ALL_READERS, STORIES, tables=(Searched(Story),))
    )
    register_search(
        SearchProvider(
            "好做法",
            52,
            found_practices,
            rules.ALL_READERS,
            "publicity:practices",
            tables=(Searched(Practice),),
        )
    )
    register_section(of_person)
    register_counter(of_campaign)
    register_figures()
    register_verbs(pieces.VERBS | merits.VERBS | stories.VERBS | plans.VERBS)
    register_verbs(
        {
            "publicity:add_line": "增加媒体、媒介",
            "publicity:change_line": "修改媒体、媒介",
            "publicity:load": "载入示例宣传",
        }
    )
    register_facts("publicity", {"people": "写到的代表", "note": "说明"})
    register_demo(92, "宣传", demo.load)
