"""The figures of suggestions and of 社情民意 that the portal offers: numbers and rates, each with its lists (R296)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from congress.accounts.models import User
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from congress.figures.registry import Figure, register_figure
from congress.figures.together import Together
from suggestions import rules
from suggestions.enums import Occasion
from suggestions.figures.measuring import RATES, counting
from suggestions.models import FigureSetting, Suggestion
from suggestions.queries.conditions import CONDITIONS
from suggestions.queries.scopes import SUGGESTIONS, Scope

_COUNTS = (
    "received", "open", "assigned", "answered", "solved", "promised", "unsolved", "finished", "closed",
    "rated", "satisfied", "basically", "unsatisfied",
)  # fmt: skip
_RATES = ("finished", "solved", "rated", "satisfied", "closed")
#: Of the two halves of the suggestions only the way itself; the rest is asked on the pages of their figures.
_HALF_COUNTS = ("received", "open", "assigned", "answered", "finished", "closed")
_HALF_RATES = ("finished", "solved", "satisfied")
#: What asks time limits and promises too, and is counted by itself so that the home page need not wait for it.
_KEPT_COUNTS = ("due", "late")
_KEPT_RATES = ("in_time", "promise_kept")
#: What the home pages show, in order, of the whole district, of an own field, area or unit.
_AT_HOME = {
    "open": "建议在办",
    "finished_rate": "建议办结率",
    "solved_rate": "建议解决率",
    "satisfied_rate": "建议满意率",
}


@dataclass(frozen=True)
class Series:
    """A series that never mixes with another (R245): how its figures' keys begin, its chapter, and its order."""

    key: str
    chapter: str
    series: str
    order: int


SERIES = (
    Series("suggestions", "代表建议", SUGGESTIONS, 20),
    Series("session_suggestions", "大会期间建议", Occasion.SESSION, 21),
    Series("between_suggestions", "闭会期间建议", Occasion.BETWEEN, 22),
    Series("sentiment", "社情民意", Occasion.SENTIMENT, 23),
)


def register() -> None:
    """Offer the figures of every series."""
    for series in SERIES:
        if series.series in {Occasion.SESSION, Occasion.BETWEEN}:
            _register(series, _HALF_COUNTS, _HALF_RATES)
        else:
            _register(series, _COUNTS, _RATES)
            _register(series, _KEPT_COUNTS, _KEPT_RATES)


def _register(series: Series, counts: Iterable[str], rates: Iterable[str]) -> None:
    _offer(series, Together(_counted(series, counts, rates)), counts, rates)


def _counted(
    series: Series, counts: Iterable[str], rates: Iterable[str]
) -> Callable[[User, Period], Mapping[str, Count | Rate]]:
    parts = {name: RATES[name][1:3] for name in rates}
    wanted = sorted({*counts, *(key for pair in parts.values() for key in pair)})

    def count(user: User, period: Period) -> dict[str, Count | Rate]:
        scope = Scope(period, series.series)
        rows = scope.rows(Suggestion.objects.visible_to(user)).order_by()
        found = rows.aggregate(**counting(scope, wanted))
        places = FigureSetting.load().places
        numbers: dict[str, Count | Rate] = {key: Count(found[key], "件") for key in counts}
        for name, (part, whole) in parts.items():
            numbers[f"{name}_rate"] = Rate(found[part], found[whole], places=places)
        return numbers

    return count


def _offer(series: Series, counted: Together, counts: Iterable[str], rates: Iterable[str]) -> None:
    def url(condition: str) -> Callable[[User, Period], str]:
        return lambda _user, period: Scope(period, series.series).url(condition)

    for key in counts:
        condition = CONDITIONS[key]
        _offer_one(series, counted, key, condition.label, condition.definition, url(key), None)
    for name in rates:
        label, part, whole, definition = RATES[name]
        _offer_one(series, counted, f"{name}_rate", label, definition, url(part), url(whole))


def _offer_one(
    series: Series,
    counted: Together,
    key: str,
    label: str,
    definition: str,
    url: Callable[[User, Period], str],
    whole_url: Callable[[User, Period], str] | None,
) -> None:
    card = _AT_HOME.get(key, "") if series.series == SUGGESTIONS else ""
    register_figure(
        Figure(
            key=f"{series.key}.{key}",
            chapter=series.chapter,
            label=label,
            unit="件",
            definition=definition,
            compute=counted.part(key),
            url=url,
            whole_url=whole_url,
            roles=rules.DESK_READERS,
            order=series.order,
            at_home=bool(card),
            card_label=card,
        )
    )
