"""Which suggestions a figure is counted from, and the address of exactly those.

A :class:`Scope` is a period with its cut-off, one of the series that never mix (R245), and what narrows it: a unit,
a category, a session … An :class:`Asked` is a scope with one of the :data:`~suggestions.queries.conditions.CONDITIONS`.
Both figures and lists take their rows from :meth:`Asked.rows`, so that a number is the length of the list it leads
to. In an address it is one value, as ``figure=finished.2026-01-01.2026-11-23.suggestions.unit-12``; a list takes it
with :class:`suggestions.queries.asking.FigureFilter`, whatever other filters it has.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.db.models.lookups import Exact
from django.utils import timezone

from activities.models import Campaign
from congress.figures.period import DAY, Period
from congress.organs.enums import CongressLevel
from congress.organs.models import Area, Organ, Session
from congress.web import dates
from congress.web.addresses import page_url
from suggestions.enums import Kind, Occasion, Source, Weight
from suggestions.models import Category, Handling, PriorityKind, ReplyCategory, SuggestionQuerySet
from suggestions.queries import conditions
from suggestions.queries.conditions import CONDITIONS, Condition

NONE = "none"
#: What is counted together: suggestions, those of sessions or between them alone, 社情民意.
SUGGESTIONS = "suggestions"
SERIES = {
    SUGGESTIONS: "代表建议",
    Occasion.SESSION.value: "大会期间建议",
    Occasion.BETWEEN.value: "闭会期间建议",
    Occasion.SENTIMENT.value: "社情民意",
}

_FIRST_YEAR, _LAST_YEAR = 1949, 2199


class UnknownScope(ValueError):
    """The address does not name a scope; the message says so to the user."""


@dataclass(frozen=True)
class Narrowing:
    """One way to narrow a scope: ``q`` for a value at ``end``, ``name`` for it in words."""

    label: str
    q: Callable[[str, datetime], Q]
    name: Callable[[str], str]


def _of_unit(value: str, end: datetime) -> Q:
    parts = conditions.first_parts(end)
    if value == NONE:
        return ~Q(pk__in=parts.values("suggestion"))
    return Q(pk__in=parts.filter(organ=int(value)).values("suggestion"))


def _of_helper(value: str, end: datetime) -> Q:
    """The unit gives its opinion as a co-handler."""
    parts = Handling.objects.filter(Q(over_at__isnull=True) | Q(over_at__gte=end), part="co")
    return Q(pk__in=parts.filter(assigned_at__lt=end, organ=int(value)).values("suggestion"))


def _of_category(value: str, _end: datetime) -> Q:
    if value == NONE:
        return Q(category__isnull=True)
    return Q(category=int(value)) | Q(category__parent=int(value))


def _of_town(value: str, _end: datetime) -> Q:
    """The area with what lies below it; of the district only what concerns no single town."""
    area = Area.objects.get(pk=int(value))
    return Q(area=area) if area.parent_id is None else Q(area__path__startswith=area.path)


def _of_month(value: str, _end: datetime) -> Q:
    first = _month(value)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return Period.between(first, last).as_q_of_moments("registered_at")


def _of_reply(value: str, end: datetime) -> Q:
    return Q(Exact(conditions.reply_category(end), int(value)))


def _plain(field: str) -> Callable[[str, datetime], Q]:
    return lambda value, _end: Q(**{field: value})


def _keyed(field: str) -> Callable[[str, datetime], Q]:
    return lambda value, _end: Q(**{f"{field}__isnull": True}) if value == NONE else Q(**{field: int(value)})


def _label(choices: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    return lambda value: dict(choices)[value]


def _month(value: str) -> date:
    return date.fromisoformat(f"{value}-01")


def _month_name(value: str) -> str:
    return f"{_month(value).year}年{_month(value).month}月"


def session_name(row: Session) -> str:
    """十八届五次会议."""
    return str(row)


NARROWINGS: dict[str, Narrowing] = {
    "unit": Narrowing(
        "承办单位",
        _of_unit,
        lambda value: "未交办" if value == NONE else Organ.objects.get(pk=int(value)).short_name,
    ),
    "co": Narrowing("协办单位", _of_helper, lambda value: Organ.objects.get(pk=int(value)).short_name),
    "category": Narrowing(
        "类别",
        _of_category,
        lambda value: "未分类" if value == NONE else Category.objects.get(pk=int(value)).name,
    ),
    "direct": Narrowing(
        "类别", _keyed("category"), lambda value: f"{Category.objects.get(pk=int(value)).name}（未分小类）"
    ),
    "session": Narrowing(
        "会议",
        _keyed("session"),
        lambda value: (
            "不属于会议"
            if value == NONE
            else session_name(Session.objects.select_related("term").get(pk=int(value)))
        ),
    ),
    "level": Narrowing("代表层级", _plain("level"), _label(CongressLevel.choices)),
    "town": Narrowing("涉及区域", _of_town, lambda value: Area.objects.get(pk=int(value)).name),
    "month": Narrowing("立案月份", _of_month, _month_name),
    "source": Narrowing("来源", _plain("source"), _label(Source.choices)),
    "weight": Narrowing(
        "大事小事",
        lambda value, _end: Q(weight="" if value == NONE else value),
        lambda value: "未区分" if value == NONE else str(dict(Weight.choices)[value]),
    ),
    "priority": Narrowing(
        "四类事",
        _keyed("priorities"),
        lambda value: "不属于四类事" if value == NONE else PriorityKind.objects.get(pk=int(value)).name,
    ),
    "campaign": Narrowing(
        "专项",
        _keyed("campaigns"),
        lambda value: "不属于专项" if value == NONE else Campaign.objects.get(pk=int(value)).name,
    ),
    "kind": Narrowing("种类", _plain("kind"), _label(Kind.choices)),
    "occasion": Narrowing("时间", _plain("occasion"), _label(Occasion.choices)),
    "committee": Narrowing(
        "督办委室",
        _keyed("committee"),
        lambda value: "未归口" if value == NONE else Organ.objects.get(pk=int(value)).short_name,
    ),
    "reply": Narrowing("答复类别", _of_reply, lambda value: str(ReplyCategory.objects.get(pk=int(value)))),
}


@dataclass(frozen=True)
class Scope:
    """What is counted: a period of registration with its cut-off, a series, and what narrows it."""

    period: Period
    series: str = SUGGESTIONS
    by: tuple[tuple[str, str], ...] = ()

    @property
    def end(self) -> datetime:
        """The midnight after the cut-off."""
        return timezone.make_aware(datetime.combine(self.period.end + DAY, time.min))

    def narrowed(self, key: str, value: object) -> Scope:
        """The same, narrowed in one more way."""
        return replace(self, by=(*self.by, (key, str(value))))

    def rows(self, rows: SuggestionQuerySet) -> SuggestionQuerySet:
        """收集: those of ``rows`` that were registered in the period and still count at its cut-off."""
        rows = rows.filter(self.period.as_q_of_moments("registered_at"), conditions.accepted(self.end))
        if self.series == SUGGESTIONS:
            rows = rows.exclude(occasion=Occasion.SENTIMENT)
        else:
            rows = rows.filter(occasion=self.series)
        for key, value in self.by:
            rows = rows.filter(NARROWINGS[key].q(value, self.end))
        return rows

    @property
    def names(self) -> list[str]:
        """The series and what narrows it, in words."""
        return [SERIES[self.series], *(NARROWINGS[key].name(value) for key, value in self.by)]

    def url(self, key: str) -> str:
        """The list of exactly the suggestions one condition holds for."""
        return f"{self._list_url}?figure={key}.{self.token}"

    @cached_property
    def _list_url(self) -> str:
        name = "suggestions:sentiment" if self.series == Occasion.SENTIMENT else "suggestions:index"
        return page_url(name)

    @cached_property
    def token(self) -> str:
        """As it stands in an address, behind what is counted."""
        parts = [f"{self.period.start}", f"{self.period.end}", self.series]
        return ".".join([*parts, *(f"{key}-{value}" for key, value in self.by)])


@dataclass(frozen=True)
class Asked:
    """A scope with one condition: what a number counts and its list holds."""

    scope: Scope
    condition: Condition

    @property
    def token(self) -> str:
        """As it stands in an address."""
        return f"{self.condition.key}.{self.scope.token}"

    @classmethod
    def parse(cls, token: str) -> Asked:
        """From an address; raises :class:`UnknownScope` when it names nothing there is."""
        try:
            key, start, end, series, *narrow = token.split(".")
            period = Period.between(date.fromisoformat(start), date.fromisoformat(end))
            pairs = tuple((name, value) for name, _dash, value in (part.partition("-") for part in narrow))
            asked = cls(Scope(period, series, pairs), CONDITIONS[key])
            if not _FIRST_YEAR <= period.start.year <= period.end.year <= _LAST_YEAR:
                raise ValueError(token)
            _ = asked.words  # names what it is narrowed to, so that all of it exists
        except (ValueError, LookupError, ObjectDoesNotExist) as wrong:
            raise UnknownScope("这个统计口径已经不在了，请回到统计页重新点开") from wrong
        return asked

    def rows(self, rows: SuggestionQuerySet) -> SuggestionQuerySet:
        """Those of ``rows`` it counts."""
        return self.scope.rows(rows).filter(self.condition.q(self.scope.end))

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """办结（代表建议，区教育局，2026年1月1日—11月23日）."""
        period = dates.period(self.scope.period.start, self.scope.period.end, today=date.min)
        return f"{self.condition.label}（{'，'.join([*self.scope.names, period])}）"
