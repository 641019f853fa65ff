"""What the public site reads: only what was released."""

from __future__ import annotations

from django.db.models import F, Prefetch, QuerySet, Window
from django.db.models.functions import RowNumber

from bulletins.models import Article, Issue, NewsArticle, NewsColumn, PublicIssue
from bulletins.models.news import NewsArticleQuerySet
from congress.search.index import search_q


def listed(column: NewsColumn | None = None, words: str = "") -> NewsArticleQuerySet:
    """Released articles for a list, the newest first: of one column, with these words only."""
    rows = NewsArticle.objects.released().select_related("column").defer("text", "search_text")
    if column is not None:
        rows = rows.filter(column=column)
    return rows.filter(search_q(words)) if words else rows


def columns_shown() -> list[NewsColumn]:
    """Columns that hold something everybody may read (1 query)."""
    held = NewsArticle.objects.released().order_by().values("column")
    return list(NewsColumn.objects.filter(pk__in=held))


def newest_by_column(limit: int) -> list[tuple[NewsColumn, list[NewsArticle]]]:
    """The newest articles of each column, in the order of the columns (1 query)."""
    place = Window(RowNumber(), partition_by=F("column"), order_by=[F("published_on").desc(), F("id").desc()])
    rows = NewsArticle.objects.released().annotate(place=place).filter(place__lte=limit)
    found = rows.select_related("column").defer("text", "search_text")
    columns: dict[NewsColumn, list[NewsArticle]] = {}
    for row in found.order_by("column__order", "column_id", "place"):
        columns.setdefault(row.column, []).append(row)
    return list(columns.items())


def public_issues() -> QuerySet[Issue]:
    """Issues on the public site, the newest first, with the titles of their articles."""
    shown = PublicIssue.objects.shown().order_by()
    titles = Prefetch("articles", Article.objects.only("issue", "title", "order"))
    rows = Issue.objects.issued().filter(public__in=shown).select_related("series").defer("search_text")
    return rows.prefetch_related(titles).order_by("-issued_on", "-id")


def issue_standing(row: Issue) -> tuple[str, str]:
    """Shape and word: 没有公开, 已公开, 已撤下."""
    public: PublicIssue | None = getattr(row, "public", None)
    if public is None:
        return "new", "没有公开"
    return ("done", "已公开") if public.withdrawn_at is None else ("stop", "已撤下")
