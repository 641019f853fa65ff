"""Filters of pieces, prizes, stories, practices and the rest of publicity."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters import ChoiceFilter, ModelChoiceFilter, NumberFilter

from activities.models import Campaign
from bulletins.models import Adoption, FeatureSet, MediaChannel, Medium, Piece, Practice, Story
from bulletins.publicity.enums import FeatureKind, MediaLevel, StoryState
from congress.organs.models import Area
from congress.search.index import search_q
from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter
from deputies.models import Person
from liaison_stations.models import Station

_LEVELS = [(level.value, level.and_above) for level in sorted(MediaLevel, reverse=True)]
_APART = [(level.value, str(level.label)) for level in sorted(MediaLevel, reverse=True)]
_YES, _NO = "yes", "no"
_AREAS = Area.objects.filter(Q(parent__isnull=True) | Q(parent__parent__isnull=True)).order_by("path")


class WithinFilter(ModelChoiceFilter):  # type: ignore[misc] # django_filters has no types
    """Records of an area and of everything below it."""

    def filter(self, qs: QuerySet[Any], value: Area | None) -> QuerySet[Any]:
        """By the path of the area."""
        return qs if value is None else qs.filter(**{f"{self.field_name}__path__startswith": value.path})


class WordsFilter(SearchFilter):
    """By the normalised words of a record, through its index."""

    def __init__(self, *, label: str) -> None:
        super().__init__("search_text", label=label)

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        """Every word, wherever it stands."""
        return qs.filter(search_q(value)) if value and value.strip() else qs


class PieceFilter(ListFilter):
    """By day, by who took the piece, by area, campaign and deputy.

    Who took it is asked up to the last day of the period: a figure of a past period stays what it was.
    """

    q = WordsFilter(label="搜标题、作者、正文")
    level = ChoiceFilter(label="采用级别", choices=_LEVELS, method="at_level")
    adopted = ChoiceFilter(label="采用", choices=[(_YES, "已被采用"), (_NO, "未被采用")], method="taken")
    since = SinceFilter("written_on", label="编发从")
    until = UntilFilter("written_on", label="编发到")
    highest = ChoiceFilter(label="最高一级", choices=_APART, method="just_at_level")
    medium = ModelChoiceFilter(label="媒体", queryset=Medium.objects.all(), method="by_medium")
    channel = ModelChoiceFilter(label="媒介", queryset=MediaChannel.objects.all(), method="by_channel")
    area = WithinFilter(label="供稿区域", field_name="area", queryset=_AREAS)
    campaign = ModelChoiceFilter(label="专项", queryset=Campaign.objects.all())
    person = NamedFilter(label="写到的代表", name="name", field_name="people", queryset=Person.objects.none())

    leading = ("level", "adopted")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", self._people)

    def _people(self) -> QuerySet[Person]:
        seen = Piece.objects.visible_to(self.request.user).order_by().values("people")
        return Person.objects.filter(pk__in=seen).order_by("pinyin", "pk")

    def _taken(self, condition: Q) -> Exists:
        taken = Adoption.objects.filter(condition, piece=OuterRef("pk"))
        until: date | None = self.form.cleaned_data.get("until")
        return Exists(taken.filter(published_on__lte=until) if until else taken)

    def at_level(self, rows: QuerySet[Piece], _name: str, value: str) -> QuerySet[Piece]:
        """A medium of this level or of a higher one took it."""
        return rows.filter(self._taken(Q(medium__level__gte=value)))

    def just_at_level(self, rows: QuerySet[Piece], _name: str, value: str) -> QuerySet[Piece]:
        """This level took it, and none above."""
        return rows.filter(self._taken(Q(medium__level=value)), ~self._taken(Q(medium__level__gt=value)))

    def taken(self, rows: QuerySet[Piece], _name: str, value: str) -> QuerySet[Piece]:
        """Some medium took it, or none did."""
        taken = self._taken(Q())
        return rows.filter(taken if value == _YES else ~taken)

    def by_medium(self, rows: QuerySet[Piece], _name: str, value: Medium) -> QuerySet[Piece]:
        """This medium took it."""
        return rows.filter(self._taken(Q(medium=value)))

    def by_channel(self, rows: QuerySet[Piece], _name: str, value: MediaChannel) -> QuerySet[Piece]:
        """A medium of this channel took it."""
        return rows.filter(self._taken(Q(medium__channel=value)))


class AwardFilter(ListFilter):
    """By level and day."""

    q = SearchFilter("name", "awarded_by", "piece__title", label="搜奖项、稿件、颁奖单位")
    level = ChoiceFilter(label="级别", choices=MediaLevel.choices)
    since = SinceFilter("awarded_on", label="获奖从")
    until = UntilFilter("awarded_on", label="获奖到")

    leading = ("level",)


class SpeechFilter(ListFilter):
    """By level and day."""

    q = SearchFilter("topic", "meeting", "speaker", label="搜题目、会议、发言人")
    level = ChoiceFilter(label="会议级别", choices=MediaLevel.choices)
    since = SinceFilter("held_on", label="会议从")
    until = UntilFilter("held_on", label="会议到")
    area = WithinFilter(label="交流区域", field_name="area", queryset=_AREAS)

    leading = ("level",)


class StoryFilter(ListFilter):
    """By state, deputy and the day it was released."""

    q = WordsFilter(label="搜标题、代表、正文")
    state = ChoiceFilter(label="状态", choices=StoryState.choices)
    since = SinceFilter("released_at", label="发布从", moment=True)
    until = UntilFilter("released_at", label="发布到", moment=True)
    area = WithinFilter(label="供稿区域", field_name="area", queryset=_AREAS)
    planned = ChoiceFilter(
        label="宣传计划", choices=[(_YES, "列入计划的"), (_NO, "没有列入")], method="in_plan"
    )
    person = NamedFilter(label="代表", name="name", queryset=Person.objects.none())

    leading = ("state",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", self._people)

    def _people(self) -> QuerySet[Person]:
        seen = Story.objects.visible_to(self.request.user).order_by().values("person")
        return Person.objects.filter(pk__in=seen).order_by("pinyin", "pk")

    def in_plan(self, rows: QuerySet[Story], _name: str, value: str) -> QuerySet[Story]:
        """Linked to an item of a yearly plan, or not."""
        return rows.filter(plan_item__isnull=value == _NO)


class FeatureFilter(ListFilter):
    """By kind and year."""

    q = SearchFilter("title", "people__name", label="搜名称、人物")
    kind = ChoiceFilter(label="类型", choices=FeatureKind.choices)
    year = NumberFilter(label="年度")

    leading = ("kind",)

    def filter_queryset(self, queryset: QuerySet[FeatureSet]) -> QuerySet[FeatureSet]:
        """Each once, though several of its persons match."""
        rows: QuerySet[FeatureSet] = super().filter_queryset(queryset)
        return rows.distinct()


class PracticeFilter(ListFilter):
    """By town, station and topic (R307)."""

    q = WordsFilter(label="搜题目、乡镇、联络站、做法")
    area = WithinFilter(label="乡镇街道", field_name="area", queryset=_AREAS)
    station = NamedFilter(label="联络站", name="name", queryset=Station.objects.none())
    topic = ChoiceFilter(label="方面", choices=lambda: _topics())
    since = SinceFilter("noted_on", label="总结从")
    until = UntilFilter("noted_on", label="总结到")

    leading = ("area", "topic")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("station", self._stations)

    def _stations(self) -> QuerySet[Station]:
        known = Practice.objects.standing().order_by().values("station")
        return Station.objects.filter(pk__in=known).order_by("name", "pk")


def _topics() -> list[tuple[str, str]]:
    rows = Practice.objects.standing().exclude(topic="").order_by("topic").values_list("topic", flat=True)
    return [(one, one) for one in rows.distinct()]
