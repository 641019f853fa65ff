"""Filters of the articles, and of the issues as the public site sees them."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import ChoiceFilter

from bulletins.models import Issue, NewsArticle, NewsColumn
from bulletins.news.enums import NewsState
from congress.search.index import search_q
from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter

_YES, _NO = "yes", "no"


class NewsSearch(SearchFilter):
    """Words of title, author and text, by the search index."""

    def filter(self, qs: QuerySet[NewsArticle], value: str | None) -> QuerySet[NewsArticle]:
        """All words; without any the rows as they are."""
        return qs.filter(search_q(value)) if value else qs


class NewsFilter(ListFilter):
    """By words, column, state and day."""

    q = NewsSearch(label="搜标题、正文、作者")
    state = ChoiceFilter(label="状态", choices=NewsState.choices)
    column = NamedFilter(label="栏目", name="name", queryset=NewsColumn.objects.none())
    since = SinceFilter("published_on", label="发布从")
    until = UntilFilter("published_on", label="发布到")

    leading = ("state", "column")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # django_filters has no types
        self.offer("column", NewsColumn.objects.all)


class PublicIssueFilter(ListFilter):
    """By year and whether everybody reads it."""

    q = SearchFilter("series__name", label="搜刊名")
    public = ChoiceFilter(label="公开", choices=[(_YES, "已公开"), (_NO, "没有公开")], method="being_public")

    leading = ("public",)

    def being_public(self, rows: QuerySet[Issue], _name: str, value: str) -> QuerySet[Issue]:
        """On the site now, or not."""
        shown = {"public__isnull": False, "public__withdrawn_at": None}
        return rows.filter(**shown) if value == _YES else rows.exclude(**shown)
