"""What opinions plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count as Counted
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from activities.uses import Use, register_uses
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.ballots.models import Poll
from congress.ballots.procedures import Procedure, register_procedure
from congress.dashboard.panels import Decision, Planned, register_decisions, register_planned
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
    Todo,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)
from congress.web.sections import Line, Plugged, Section
from oversight.meetings.enums import Members
from oversight.meetings.sections import register_section
from oversight.meetings.subjects import Subject, register_subject
from oversight.models import Meeting, OpinionRound, ReviewOpinion
from oversight.models.opinions import ReviewOpinionQuerySet
from oversight.operations import ratings
from oversight.opinions import demo, rules
from oversight.opinions.enums import WITH_UNIT, OpinionState
from oversight.opinions.queries import SUBJECT, rule, unrated_in_time
from oversight.opinions.workflow import OPINION_WORKFLOW

INDEX = "opinions:index"
_NAMED = 3
#: Opinions offered as the subject of an item, and shown on the page of a meeting.
_OFFERED = 30


def _url(row: ReviewOpinion) -> str:
    return reverse("opinions:detail", args=[row.pk])


def todos(user: User) -> Iterator[Todo]:
    """Reports a unit owes; for a committee those to read and those late of its own; for the office what is late, and
    what is to be rated in a meeting (3 queries at most).
    """
    if user.has_role(Role.UNIT):
        rows = ReviewOpinion.objects.filter(rules.report_opinion.as_q(user), state__in=WITH_UNIT)
        for row in rows.order_by("due_on", "pk")[:_NAMED]:
            yield Todo(
                f"报告审议意见办理情况：{row.title}", "审议意见", _url(row), "去报告", row.due_on, INDEX
            )
    late = Q(state__in=WITH_UNIT, due_on__lt=timezone.localdate())
    if user.has_role(Role.OFFICE):
        yield from _to_see_to(ReviewOpinion.objects.filter(late | Q(state=OpinionState.ACCEPTED)))
    elif user.has_role(Role.COMMITTEE):
        own = ReviewOpinion.objects.filter(rules.follow_opinion.as_q(user))
        yield from _to_see_to(own.filter(late | Q(state=OpinionState.REPORTED)))


def _to_see_to(rows: ReviewOpinionQuerySet) -> Iterator[Todo]:
    found = list(rows.select_related("unit").prefetch_related("rounds").order_by("due_on", "pk")[:_NAMED])
    first = {row.pk for row in found if len(row.rounds.all()) == 1}
    for row in found:
        if row.state == OpinionState.REPORTED:
            yield Todo(f"审查办理情况报告：{row.title}", str(row.unit), _url(row), "去审查", menu=INDEX)
        elif row.state == OpinionState.ACCEPTED:
            due = rule().rate_by(row.year + 1) if row.pk in first else None
            yield Todo(f"提请常委会会议测评：{row.title}", str(row.unit), _url(row), "去准备", due, INDEX)
        else:
            yield Todo(f"催{row.unit}报告：{row.title}", "审议意见", _url(row), "去看看", row.due_on, INDEX)


def decisions(user: User) -> Iterator[Decision]:
    """Opinions that were not rated in time, for the leaders (2 queries)."""
    if not user.has_role(Role.LEADER):
        return
    for row in unrated_in_time(timezone.localdate()).select_related("unit").order_by("year", "pk")[:_NAMED]:
        told = f"{row.year}年度审议意见，{row.unit}，没有按时报告、测评"
        yield Decision(row.title, told, _url(row), "看审议意见")


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """Days by which units report on opinions (1 query)."""
    rows = ReviewOpinion.objects.visible_to(user).filter(state__in=WITH_UNIT, due_on__range=(first, last))
    for row in rows.order_by("due_on", "pk"):
        if row.due_on is not None:
            yield Planned(row.due_on, f"审议意见报告到期：{row.title}", _url(row))


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """The opinions that came of a meeting in the log."""
    if not activity.meeting_body or not user.has_role(*rules.DESK):
        return
    for row in ReviewOpinion.objects.visible_to(user).filter(item__meeting__activity=activity):
        yield Use(f"审议意见：{row.title}", _url(row), str(row.get_state_display()))


def find(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Opinions by title and text."""
    rows = ReviewOpinion.objects.visible_to(user).select_related("unit")
    for word in text.split():
        rows = rows.filter(Q(title__contains=word) | Q(text__contains=word))
    for row in rows[:limit]:
        yield SearchHit(row.title, f"{row.year}年度　{row.unit}　{row.get_state_display()}", _url(row))


def of_meeting(meeting: Meeting, user: User) -> Plugged | None:
    """The items of a meeting of the committee with who spoke and the opinion made of each (1 query)."""
    if meeting.kind.members != Members.COMMITTEE or not user.has_role(*rules.DESK):
        return None
    items = meeting.items.annotate(
        spoke=Counted("speakers", distinct=True), found=Counted("points", distinct=True)
    ).select_related("opinion")
    lines = []
    for item in items:
        opinion = getattr(item, "opinion", None)
        said = [f"发言人 {item.spoke} 位", f"问题 {item.found} 条"]
        if opinion is not None:
            said.append(f"审议意见：{opinion.get_state_display()}")
        url = reverse("opinions:item", args=[item.pk])
        lines.append(Line(f"{item.order}. {item.title}", "　".join(said), url))
    return Plugged(sections=[Section("审议", lines)]) if lines else None


def _offer(user: User) -> list[tuple[int, str]]:
    rows = ReviewOpinion.objects.visible_to(user).exclude(state=OpinionState.PASSED)
    return list(rows.values_list("pk", "title")[:_OFFERED])


def _title(user: User, pk: int) -> str:
    return ReviewOpinion.objects.visible_to(user).filter(pk=pk).values_list("title", flat=True).first() or ""


def count(user: User, period: Period) -> dict[str, Count]:
    """Opinions handed over in the period: all, passed, rated below two thirds, late today (1 query)."""
    rows = ReviewOpinion.objects.visible_to(user).filter(period.as_q("assigned_on"))
    found = rows.aggregate(
        assigned=Counted("pk", distinct=True),
        passed=Counted("pk", distinct=True, filter=Q(state=OpinionState.PASSED)),
        second=Counted("pk", distinct=True, filter=Q(rounds__number__gte=2)),
        overdue=Counted("pk", distinct=True, filter=Q(state__in=WITH_UNIT, due_on__lt=timezone.localdate())),
    )
    return {key: Count(value, "件") for key, value in found.items()}


def of_poll(poll: Poll) -> str:
    """The opinion a ballot rates; of several, their list."""
    rated = list(OpinionRound.objects.filter(poll=poll).values_list("opinion", flat=True)[:2])
    if len(rated) > 1:
        return reverse(INDEX)
    return reverse("opinions:detail", args=rated) if rated else ""


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(MenuItem(MenuGroup.HANDLE, "审议意见", INDEX, "message-report", rules.READERS, order=42))
    register_todos(todos)
    register_decisions(decisions)
    register_planned(planned)
    register_uses(uses)
    register_section(of_meeting)
    register_subject(Subject(SUBJECT, "审议意见", _offer, _title, "opinions:detail"))
    register_search(
        SearchProvider(
            "审议意见", 20, find, rules.READERS, INDEX, tables=(Searched(ReviewOpinion, ("title", "text")),)
        )
    )
    chapter = Chapter("审议意见", "opinions", Together(count), rules.DESK, 86)
    chapter.number("assigned", "交办审议意见", "件", "期间内交办的审议意见", in_list(INDEX), on_overview=True)
    passed = in_list(INDEX, state=OpinionState.PASSED.value)
    chapter.number("passed", "通过测评", "件", "期间内交办、现在已通过测评的", passed)
    second, late = in_list(INDEX, state="second"), in_list(INDEX, state="overdue")
    chapter.number("second", "列入再审", "件", "期间内交办、测评不足三分之二的", second, on_overview=True)
    chapter.number("overdue", "逾期没有报告", "件", "期间内交办、今天已过报告期限的", late, on_overview=True)
    register_procedure(
        Procedure(
            ratings.PROCEDURE,
            "审议意见办理情况测评",
            rules.see_poll,
            rules.keep_poll,
            leads_to=of_poll,
            on_published=ratings.take_result,
        )
    )
    register_demo(101, "审议意见", demo.load)
    labels = {step.step: step.label for step in OPINION_WORKFLOW}
    labels |= {
        "draft_opinion": "起草审议意见",
        "change_opinion": "修改审议意见",
        "follow_up": "登记跟踪",
        "prepare_rating": "准备测评投票",
        "pass_rating": "通过测评",
        "change_rule": "修改期限和测评规定",
        "add_speaker": "增加发言人",
        "change_speaker": "填发言",
        "drop_speaker": "去掉发言人",
        "add_point": "增加问题和建议",
        "change_point": "修改问题和建议",
        "load": "载入示例审议意见",
    }
    register_verbs({f"opinions:{verb}": label for verb, label in labels.items()})
    register_facts("opinions", {"note": "说明", "on": "日期", "again_by": "再次报告的期限"})
