"""人大代表履职风采 on the public site: the list, one story with its photos."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bulletins.models import Story, StoryPhoto
from bulletins.news.stories import page_of, stories_shown, story_line
from bulletins.news.views.public import PAGE_SIZE
from congress.access.decorators import public as everybody
from congress.access.rules import scoped_or_404
from congress.documents.kept import photo_answer
from congress.documents.prose import paragraphs
from congress.web.public.views import asked_again


@everybody
@require_safe
@asked_again
def public_stories(request: HttpRequest) -> HttpResponse:
    """Every released story, the newest first (2 queries)."""
    page = Paginator(stories_shown(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": [story_line(row) for row in page]}
    return render(request, "news/public_stories.html", context)


@everybody
@require_safe
@asked_again
def public_story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story, with the way to the deputy's own page (3 queries)."""
    row = scoped_or_404(Story.objects.released().select_related("person"), pk=pk)
    context = {
        "story": row,
        "paragraphs": paragraphs(row.text),
        "photos": row.photos.shown(),
        "page": page_of(row.person),
    }
    return render(request, "news/public_story.html", context)


@everybody
@require_safe
@asked_again
def story_photo(request: HttpRequest, pk: int, size: str) -> FileResponse:
    """A photo for as long as its story is released."""
    rows = StoryPhoto.objects.shown().filter(story__in=Story.objects.released().order_by())
    return photo_answer(scoped_or_404(rows, pk=pk), size)
