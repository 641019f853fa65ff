"""What ratings of the handling of suggestions plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count as Counted
from django.db.models import Q
from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.ballots.models import Poll
from congress.ballots.procedures import Procedure, register_procedure
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
from congress.web.sections import Action, Plugged, Section
from oversight.handling_ratings import demo, rules
from oversight.handling_ratings.showing import SUBJECT, rating_line
from oversight.meetings.sections import register_section
from oversight.meetings.subjects import Subject, register_subject
from oversight.models import HandlingRating, Meeting
from oversight.operations import handling_ratings as operations
from oversight.operations.meeting_polls import can_vote
from suggestions.figures.seams import register_beside

INDEX = "handling_ratings:index"
#: Ratings offered as the subject of an item, and named beside the figures.
_OFFERED = 30


def of_meeting(meeting: Meeting, user: User) -> Plugged | None:
    """What a meeting of the committee rated, or can rate (2 queries)."""
    if not user.has_role(*rules.DESK) or not can_vote(meeting):
        return None
    known = HandlingRating.objects.filter(meeting=meeting)
    rows = list(known.select_related("poll").prefetch_related("results"))
    actions = []
    if user.has_role(*rules.OFFICE) and all(row.rated_on for row in rows):
        url = f"{reverse('handling_ratings:prepare_rating')}?meeting={meeting.pk}"
        actions.append(Action("准备建议办理测评", url))
    if not rows and not actions:
        return None
    empty = "没有对代表建议办理工作进行满意度民主测评。"
    return Plugged(sections=[Section("建议办理测评", list(map(rating_line, rows)), actions, empty=empty)])


def beside_figures(period: Period, user: User) -> Section | None:
    """How the committee rated the handling of these days, beside the figures of suggestions (2 queries)."""
    if not user.has_role(*rules.READERS):
        return None
    rows = HandlingRating.objects.visible_to(user).rated().over(period)
    found = list(rows.select_related("poll").prefetch_related("results")[:_OFFERED])
    if not found:
        return None
    return Section("常委会会议满意度民主测评", list(map(rating_line, found)), sub=f"{len(found)} 次")


def of_poll(poll: Poll) -> str:
    """The rating a ballot decides."""
    pk = HandlingRating.objects.filter(poll=poll).values_list("pk", flat=True).first()
    return reverse("handling_ratings:detail", args=[pk]) if pk else ""


def count(user: User, period: Period) -> dict[str, Count]:
    """Ratings whose result was published in the period (1 query)."""
    rows = HandlingRating.objects.visible_to(user).filter(period.as_q("rated_on"))
    return {"rated": Count(rows.aggregate(n=Counted("pk"))["n"], "次")}


_SEARCHED = Searched(HandlingRating, ("title",)), Searched(Meeting, ("title",))


def find(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Ratings by name and meeting."""
    rows = HandlingRating.objects.visible_to(user).select_related("meeting")
    for word in text.split():
        rows = rows.filter(Q(title__contains=word) | Q(meeting__title__contains=word))
    for row in rows[:limit]:
        yield SearchHit(row.title, row.meeting.title, reverse("handling_ratings:detail", args=[row.pk]))


def _offer(user: User) -> list[tuple[int, str]]:
    return list(HandlingRating.objects.visible_to(user).values_list("pk", "title")[:_OFFERED])


def _title(user: User, pk: int) -> str:
    rows = HandlingRating.objects.visible_to(user).filter(pk=pk)
    return rows.values_list("title", flat=True).first() or ""


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(MenuItem(MenuGroup.HANDLE, "建议办理测评", INDEX, "checkbox", rules.READERS, order=35))
    register_section(of_meeting)
    register_search(SearchProvider("建议办理测评", 21, find, rules.READERS, INDEX, tables=_SEARCHED))
    register_subject(Subject(SUBJECT, "建议办理测评", _offer, _title, "handling_ratings:detail"))
    register_beside(beside_figures)
    chapter = Chapter("建议办理测评", "handling_ratings", Together(count), rules.DESK, 88)
    chapter.number(
        "rated", "建议办理测评", "次", "期间内公布了结果的常委会会议测评", in_list(INDEX, state="rated")
    )
    register_procedure(
        Procedure(
            operations.PROCEDURE,
            "建议办理工作民主测评",
            rules.see_poll,
            rules.keep_poll,
            leads_to=of_poll,
            on_published=operations.take_result,
        )
    )
    register_demo(103, "建议办理测评", demo.load)
    register_verbs(operations.VERBS)
    register_facts("handling_ratings", {"note": "说明", "since": "办理期间从", "until": "办理期间到"})
