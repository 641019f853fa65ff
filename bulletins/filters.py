"""Filters of the bulletin lists."""

import django_filters
from django.db.models import QuerySet

from bulletins.enums import ContributionState, IssueState
from bulletins.models import Issue, Series
from congress.organs.models import Area
from congress.search.index import search_q
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter


def years() -> list[tuple[int, str]]:
    """The years that have issues, the newest first."""
    found = Issue.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, f"{year}年") for year in found]


class IssueFilter(ListFilter):
    """Issues by series, year, state and any words in them."""

    q = django_filters.CharFilter(label="搜各期里的字", max_length=100, method="containing")
    series = django_filters.ModelChoiceFilter(label="刊物", queryset=Series.objects.all())
    year = django_filters.ChoiceFilter(label="年份", choices=years)
    state = django_filters.ChoiceFilter(label="状态", choices=IssueState.choices)
    since = SinceFilter("issued_on", label="印发不早于")
    until = UntilFilter("issued_on", label="印发不晚于")

    leading = ("series", "year")

    def containing(self, issues: QuerySet[Issue], name: str, value: str) -> QuerySet[Issue]:
        """Issues in which every one of the words is printed."""
        return issues.filter(search_q(value))


class ContributionFilter(ListFilter):
    """Pieces by town, state and words."""

    q = SearchFilter("title", "text", label="搜标题、正文")
    state = django_filters.ChoiceFilter(label="状态", choices=ContributionState.choices)
    area = django_filters.ModelChoiceFilter(label="报送区域", queryset=Area.objects.towns())
    since = SinceFilter("submitted_at", label="报送不早于", moment=True)
    until = UntilFilter("submitted_at", label="报送不晚于", moment=True)

    leading = ("state", "area")
