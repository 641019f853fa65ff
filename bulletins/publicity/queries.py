"""What pieces came to by level, medium and channel, how the yearly plan stands, and what the public may read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet

from bulletins.models import Adoption, Piece, PlanItem, Story
from bulletins.models.publicity import PieceQuerySet
from bulletins.publicity.enums import Counting, MediaLevel
from congress.accounts.models import User
from congress.figures.period import Period


def pieces_in(user: User, period: Period) -> PieceQuerySet:
    """The pieces written in a period that the user may see."""
    return Piece.objects.visible_to(user).standing().filter(period.as_q("written_on"))


@dataclass(frozen=True)
class LevelLine:
    """A level with its pieces and the querystring of their list."""

    level: MediaLevel
    label: str
    pieces: int
    query: str


@dataclass(frozen=True)
class ByLevel:
    """Pieces of a period by the highest level that took them (R298)."""

    written: int
    #: How many pieces reached just this level.
    highest: dict[MediaLevel, int] = field(default_factory=dict)

    @property
    def adopted(self) -> int:
        """Pieces that any medium took."""
        return sum(self.highest.values())

    def at_least(self, level: MediaLevel) -> int:
        """Pieces that a medium of this level, or of a higher one, took."""
        return sum(count for reached, count in self.highest.items() if reached >= level)

    def lines(self, counting: Counting) -> list[LevelLine]:
        """The levels from the highest down, each with what it holds or with all above it as well."""
        levels = sorted(MediaLevel, reverse=True)
        if counting == Counting.APART:
            return [
                LevelLine(one, str(one.label), self.highest.get(one, 0), f"highest={one.value}")
                for one in levels
            ]
        return [
            LevelLine(one, one.and_above, self.at_least(one), f"level={one.value}")
            for one in levels
            if one != MediaLevel.DISTRICT  # all that were taken, which stands beside it
        ]

    def words(self, counting: Counting) -> str:
        """The sentence that says how it was counted."""
        city, province = self.at_least(MediaLevel.CITY), self.at_least(MediaLevel.PROVINCE)
        only = city - province
        if counting == Counting.APART:
            return (
                "分级：一篇只算在采用它的最高一级，几级相加就是被采用的篇数。"
                f"省级以上 {province:,} 篇，市级 {only:,} 篇，一共 {city:,} 篇。"
            )
        return (
            "累计：“以上”包含更高各级，不能相加。"
            f"市级以上 {city:,} 篇里有省级以上 {province:,} 篇，只到市级的 {only:,} 篇。"
        )


def by_level(user: User, period: Period) -> ByLevel:
    """Pieces written in the period, by the highest level that took them up to its last day (1 query)."""
    rows = pieces_in(user, period).with_highest(period.end).order_by()
    found = dict(rows.values_list("highest").annotate(n=Count("pk", distinct=True)))
    highest = {MediaLevel(level): count for level, count in found.items() if level is not None}
    return ByLevel(sum(found.values()), highest)


@dataclass(frozen=True)
class Taken:
    """A medium or channel with the pieces it took. A piece stands in several of them (R299)."""

    name: str
    note: str
    pieces: int
    query: str


def _adoptions(user: User, period: Period) -> QuerySet[Adoption]:
    pieces = pieces_in(user, period).order_by().values("pk")
    return Adoption.objects.filter(piece__in=pieces, published_on__lte=period.end).order_by()


def by_medium(user: User, period: Period) -> list[Taken]:
    """Media from the highest level down (1 query)."""
    rows = (
        _adoptions(user, period)
        .values(
            "medium", name=F("medium__name"), level=F("medium__level"), channel=F("medium__channel__name")
        )
        .annotate(n=Count("piece", distinct=True))
    )
    ordered = sorted(rows, key=lambda row: (-row["level"], -row["n"], row["name"]))
    return [
        Taken(
            row["name"],
            f"{MediaLevel(row['level']).label}　{row['channel']}",
            row["n"],
            f"medium={row['medium']}",
        )
        for row in ordered
    ]


def by_channel(user: User, period: Period) -> list[Taken]:
    """Channels, the commonest first (R305, 1 query)."""
    rows = (
        _adoptions(user, period)
        .values("medium__channel", name=F("medium__channel__name"))
        .annotate(n=Count("piece", distinct=True))
    )
    ordered = sorted(rows, key=lambda row: (-row["n"], row["name"]))
    return [Taken(row["name"], "", row["n"], f"channel={row['medium__channel']}") for row in ordered]


@dataclass(frozen=True)
class PlanLine:
    """An item of the plan with its stories and how it stands."""

    item: PlanItem
    stories: list[Story]
    state: tuple[str, str]

    @property
    def is_done(self) -> bool:
        """Whether it counts as done."""
        return self.state[0] == "done"


@dataclass(frozen=True)
class Plan:
    """The plan of a year."""

    year: int
    lines: list[PlanLine]

    @property
    def counts(self) -> Counter[str]:
        """How many items stand in which shape."""
        return Counter(line.state[0] for line in self.lines)

    @property
    def wanted(self) -> int:
        """Items that were not dropped."""
        return sum(line.state[0] != "stop" for line in self.lines)

    @property
    def done(self) -> int:
        """Items that are done."""
        return self.counts["done"]


def released_stories() -> QuerySet[Story]:
    """What the public column shows, the newest first, with whose story it is (R303, R306)."""
    return Story.objects.released().select_related("person")
