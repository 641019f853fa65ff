"""What everybody reads, without an account: the news by column, one article with its photos (R293)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bulletins.models import NewsArticle, NewsColumn, NewsPhoto
from bulletins.news.counting import count_reading, remember
from bulletins.news.queries import columns_shown, listed
from bulletins.news.showing import line_of
from congress.access.decorators import public as everybody
from congress.access.rules import scoped_or_404
from congress.documents.kept import photo_answer
from congress.documents.prose import paragraphs
from congress.search.text import normalise
from congress.web.public.views import asked_again

PAGE_SIZE = 20
#: As for every search of the public pages.
_SHORTEST = 2


def _list(request: HttpRequest, column: NewsColumn | None) -> HttpResponse:
    """Released articles, searched and paged without script (4 queries)."""
    words = normalise(request.GET.get("q", "")[:60])
    short = 0 < len(words) < _SHORTEST
    page = Paginator(listed(column, "" if short else words), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "column": column,
        "columns": columns_shown(),
        "words": words,
        "too_short": short,
        "page": page,
        "lines": [line_of(row) for row in page],
    }
    return render(request, "news/public.html", context)


@everybody
@require_safe
@asked_again
def public(request: HttpRequest) -> HttpResponse:
    """All columns, the newest first."""
    return _list(request, None)


@everybody
@require_safe
@asked_again
def public_column(request: HttpRequest, code: str) -> HttpResponse:
    """One column; without an article it is not there yet."""
    held = NewsArticle.objects.released().order_by().values("column")
    return _list(request, scoped_or_404(NewsColumn.objects.filter(pk__in=held), slug=code))


@everybody
@require_safe
@asked_again
def public_article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article with its path, author, day, how often it was read, and the copyright line."""
    row = scoped_or_404(NewsArticle.objects.released().select_related("column"), pk=pk)
    counted = count_reading(request, row)
    context = {
        "article": row,
        "paragraphs": paragraphs(row.text),
        "photos": row.photos.shown(),
        "views": row.views + counted,
    }
    response = render(request, "news/public_article.html", context)
    if counted:
        remember(request, row, response)
    return response


@everybody
@require_safe
@asked_again
def public_photo(request: HttpRequest, pk: int, size: str) -> FileResponse:
    """A photo for as long as its article is released."""
    rows = NewsPhoto.objects.shown().filter(article__in=NewsArticle.objects.released().order_by())
    return photo_answer(scoped_or_404(rows, pk=pk), size)
