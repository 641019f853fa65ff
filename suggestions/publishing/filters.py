"""Filters of the list of what is shown to everybody."""

from __future__ import annotations

from django_filters import CharFilter, ChoiceFilter

from congress.organs.models import Session
from congress.web.lists.filters import ListFilter, SinceFilter, UntilFilter
from suggestions.filters import CategoryFilter, SessionFilter
from suggestions.models import Category, SuggestionQuerySet
from suggestions.publishing import queries
from suggestions.publishing.enums import PublicationState
from suggestions.queries.finding import found

_NONE, _OUTDATED = "none", "outdated"


class PublishingFilter(ListFilter):
    """By the decision, and by what a clerk looks for."""

    q = CharFilter(label="搜编号、案由、代表、单位", max_length=100, method="searched")
    decision = ChoiceFilter(
        label="公开",
        choices=[(_NONE, "待公开"), *PublicationState.choices, (_OUTDATED, "公开后又重新办理")],
        method="by_decision",
    )
    session = SessionFilter(
        label="会议",
        queryset=lambda _request: Session.objects.select_related("term").order_by("-term__number", "-number"),
    )
    category = CategoryFilter(label="类别", queryset=lambda _request: Category.objects.all())
    since = SinceFilter("submitted_at", label="提交不早于", moment=True)
    until = UntilFilter("submitted_at", label="提交不晚于", moment=True)

    leading = ("decision", "category")

    def searched(self, rows: SuggestionQuerySet, _name: str, value: str) -> SuggestionQuerySet:
        """Every word in number, title, lead or unit."""
        return found(rows, value)

    def by_decision(self, rows: SuggestionQuerySet, _name: str, value: str) -> SuggestionQuerySet:
        """What is decided, or that nothing is."""
        if value == _NONE:
            return queries.undecided(rows)
        return queries.outdated(rows) if value == _OUTDATED else queries.decided(rows, value)
