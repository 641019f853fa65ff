"""What rounds of ratings plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.ballots.models import Poll
from congress.ballots.procedures import Procedure, register_procedure
from congress.dashboard.panels import Planned, register_planned
from congress.web.registry import MenuGroup, MenuItem, Todo, register_demo, register_menu, register_todos
from deputies.models import RatingRound
from deputies.operations import rating_ballots
from deputies.ratings import demo, rules
from deputies.ratings.enums import RoundState
from deputies.ratings.workflow import OFFICE

INDEX = "ratings:index"


def todos(user: User) -> Iterator[Todo]:
    """Rounds that wait for a deputy; for the office those whose day has passed (at most two queries)."""
    if user.has_role(*rules.DEPUTIES):
        for row in RatingRound.objects.asking(user).order_by("closes_on", "pk"):
            yield Todo(
                f"评议：{row.title}",
                "不记名，只汇总票数",
                reverse("ratings:rate", args=[row.pk]),
                "去评议",
                due=row.closes_on,
            )
    if user.has_role(*OFFICE):
        over = RatingRound.objects.filter(state=RoundState.OPEN, closes_on__lt=timezone.localdate())
        for row in over.select_related("poll").order_by("closes_on", "pk"):
            page = ("ballots:detail", row.poll_id) if row.is_voted_on else ("ratings:detail", row.pk)
            url = reverse(page[0], args=[page[1]])
            yield Todo(f"截止{row.title}", "截止日期已过", url, "去截止", due=row.closes_on, menu=INDEX)


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """The last day of rounds that go on (1 query)."""
    if not user.has_role(*rules.READERS):
        return
    rows = RatingRound.objects.visible_to(user).filter(state=RoundState.OPEN, closes_on__range=(first, last))
    for row in rows.order_by("closes_on", "pk"):
        yield Planned(row.closes_on, f"评议截止：{row.title}", reverse("ratings:detail", args=[row.pk]))


def of_poll(poll: Poll) -> str:
    """The round a ballot decides."""
    pk = RatingRound.objects.filter(poll=poll).values_list("pk", flat=True).first()
    return reverse("ratings:detail", args=[pk]) if pk else ""


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(MenuGroup.DUTY, "代表评议", INDEX, "checkbox", rules.READERS, order=35),
    )
    register_todos(todos)
    register_planned(planned)
    register_verbs(
        {
            "deputies:prepare_round": "准备评议",
            "deputies:change_round": "修改评议",
            "deputies:open_round": "准备评议投票",
            "deputies:rate": "参加评议",
            "deputies:close_round": "截止评议",
            "deputies:publish_round": "公布评议结果",
        }
    )
    register_verbs(rating_ballots.VERBS)
    register_procedure(
        Procedure(
            rating_ballots.PROCEDURE,
            "代表评议",
            rules.see_poll,
            rules.keep_poll,
            leads_to=of_poll,
            on_published=rating_ballots.take_result,
            on_start=rating_ballots.check_start,
        )
    )
    register_facts("deputies", {"bodies": "被评议单位数", "raters": "参加代表数", "taken_part": "参加"})
    register_demo(83, "代表评议", demo.load)
