"""The figures of publicity; each leads to the list of its records."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from bulletins.models import Piece, PieceAward, Practice, Speech, Story
from bulletins.publicity import queries, rules
from bulletins.publicity.enums import MediaLevel
from congress.accounts.models import User
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.registry import Figure, register_figure
from congress.figures.together import Together

CHAPTER = "宣传"


def _by_level(user: User, period: Period) -> dict[str, Count]:
    """Pieces and how far they went, counted together (1 query)."""
    found = queries.by_level(user, period)
    return {
        "pieces": Count(found.written, "篇"),
        "adopted": Count(found.adopted, "篇"),
        "province": Count(found.at_least(MediaLevel.PROVINCE), "篇"),
        "city": Count(found.at_least(MediaLevel.CITY), "篇"),
    }


_LEVELS = Together(_by_level)


def _awards(user: User, period: Period) -> Count:
    seen = Piece.objects.visible_to(user).standing().order_by().values("pk")
    return Count(PieceAward.objects.filter(period.as_q("awarded_on"), piece__in=seen).count(), "项")


def _speeches(user: User, period: Period) -> Count:
    rows = Speech.objects.filter(rules.see_piece.as_q(user), withdrawn_reason="")
    return Count(rows.filter(period.as_q("held_on")).count(), "次")


def _stories(user: User, period: Period) -> Count:
    rows = Story.objects.released().filter(rules.see_story.as_q(user))
    return Count(rows.filter(period.as_q_of_moments("released_at")).count(), "篇")


def _practices(_user: User, period: Period) -> Count:
    return Count(Practice.objects.standing().filter(period.as_q("noted_on")).count(), "项")


def _listed(url_name: str, query: str = "") -> Callable[[User, Period], str]:
    return lambda _user, period: (
        f"{reverse(url_name)}?{f'{query}&' if query else ''}since={period.start}&until={period.end}"
    )


_CUMULATIVE = "期间内编发、到截止日被这一级或更高级媒体采用的；累计，一篇几家采用算一篇"
#: Key, label, unit, definition, how it is counted, the list, and what the list is asked.
_FIGURES = (
    ("pieces", "稿件", "篇", "期间内编发的宣传稿件，没有撤回的", _LEVELS.part("pieces"), "index", ""),
    ("adopted", "采用稿件", "篇", "到截止日有媒体采用的，一篇算一篇", _LEVELS.part("adopted"), "index", "adopted=yes"),
    ("province", "省级以上采用", "篇", _CUMULATIVE, _LEVELS.part("province"), "index", "level=3"),
    ("city", "市级以上采用", "篇", _CUMULATIVE, _LEVELS.part("city"), "index", "level=2"),
    ("awards", "稿件获奖", "项", "期间内获得的奖项", _awards, "awards", ""),
    ("speeches", "经验交流", "次", "期间内在上级会议上发言或者书面交流", _speeches, "speeches", ""),
    ("stories", "发布事迹", "篇", "期间内审核发布、现在仍然公开的代表事迹", _stories, "stories", "state=released"),
    ("practices", "好做法", "项", "期间内收入的好做法，没有撤回的", _practices, "practices", ""),
)  # fmt: skip


def register_figures() -> None:
    """Called once by the portal module of the package."""
    for n, (key, label, unit, definition, compute, url_name, query) in enumerate(_FIGURES):
        register_figure(
            Figure(
                key=f"publicity.{key}",
                chapter=CHAPTER,
                label=label,
                unit=unit,
                definition=definition,
                compute=compute,
                url=_listed(f"publicity:{url_name}", query),
                roles=rules.READERS,
                order=80 + n,
                at_home=False,
            )
        )
