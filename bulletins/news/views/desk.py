"""The desk of the public site: the list, one article, writing it, its photos."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.models import Activity
from bulletins.models import NewsArticle, NewsPhoto
from bulletins.news import rules
from bulletins.news.enums import NewsState
from bulletins.news.forms import ArticleForm, CaptionForm, ChangeArticleForm
from bulletins.news.showing import facts_of
from bulletins.news.tables import ARTICLES
from bulletins.news.workflow import NEWS_WORKFLOW, WRITERS
from bulletins.operations import news as operations
from congress.access.decorators import allow
from congress.access.rules import available, scoped_or_404
from congress.documents.kept import photo_answer
from congress.documents.prose import paragraphs
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.timeline import steps_of


def page_of(row: NewsArticle) -> str:
    """The page of an article at the desk."""
    return reverse("news:article", args=[row.pk])


def article_or_404(request: SignedInRequest, pk: int) -> NewsArticle:
    """The article, if it exists for this user."""
    rows = NewsArticle.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("column", "written_by", "submitted_by", "activity"), pk=pk)


def _photo(request: SignedInRequest, pk: int) -> NewsPhoto:
    seen = NewsArticle.objects.visible_to(request.user).order_by()
    return scoped_or_404(NewsPhoto.objects.shown().filter(article__in=seen).select_related("article"), pk=pk)


@allow(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """Every article, released or not."""
    return respond(ARTICLES, request)


@allow(*rules.KEEPERS)
@never_cache
@require_safe
def article(request: SignedInRequest, pk: int) -> HttpResponse:
    """One article as it will be read, with what can be done now."""
    row = article_or_404(request, pk)
    user = request.user
    steps = {step.step for step in available(user, NEWS_WORKFLOW, row.state)}
    own = row.submitted_by_id == user.pk
    context = {
        "article": row,
        "facts": facts_of(row),
        "paragraphs": paragraphs(row.text),
        "photos": row.photos.shown(),
        "steps": steps - {"release_article"} if own else steps,
        "own": own and "release_article" in steps,
        "writes": user.has_role(*WRITERS) and row.state == NewsState.DRAFT,
        "happenings": steps_of(row),
    }
    return render(request, "news/article.html", context)


def _activity(request: SignedInRequest) -> Activity | None:
    """The activity the article is to be made of, if the user may see it."""
    key = request.POST.get("activity") or request.GET.get("activity", "")
    seen = Activity.objects.visible_to(request.user)
    return scoped_or_404(seen, pk=int(key)) if key.isdecimal() else None


@allow(*WRITERS)
@never_cache
def write_article(request: SignedInRequest) -> HttpResponse:
    """Write an article; ``?activity=`` takes over what the log says of an activity."""
    form = ArticleForm(
        request.POST or None,
        request.FILES or None,
        initial={"author": request.user.name},
        activity=_activity(request),
    )
    return answer(
        request,
        "news/write_article.html",
        form,
        partial(operations.write_article, actor=request.user),
        done=lambda _row: "草稿已保存，送审以后由另一位同志发布",
        url=page_of,
        context={
            "label": "写文章",
            "up": ARTICLES.title,
            "up_url": reverse("news:index"),
            "button": "存为草稿",
        },
    )


@allow(*WRITERS)
@never_cache
def change_article(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    row = article_or_404(request, pk)
    with leading_to(page_of(row)):
        return answer(
            request,
            "news/write_article.html",
            ChangeArticleForm(request.POST or None, request.FILES or None, instance=row),
            partial(operations.change_article, article=row, actor=request.user),
            done=lambda _row: "草稿已更新",
            url=page_of,
            context={"label": "修改文章", "up": row.title, "up_url": page_of(row), "button": "保存"},
        )


@allow(*rules.KEEPERS)
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo at the desk, small or full."""
    return photo_answer(_photo(request, pk), size)


@allow(*WRITERS)
@never_cache
def caption_photo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what a photo shows."""
    row = _photo(request, pk)
    back = page_of(row.article)
    with leading_to(back):
        return answer(
            request,
            "news/caption_photo.html",
            CaptionForm(request.POST or None, initial={"caption": row.caption}),
            partial(operations.caption_photo, photo=row, actor=request.user),
            done=lambda _row: "图片说明已保存",
            url=lambda _row: back,
            context={"photo": row, "up": row.article.title, "up_url": back},
        )


@allow(*WRITERS)
@require_POST
def drop_photo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a photo out of a draft."""
    row = _photo(request, pk)
    with leading_to(page_of(row.article)):
        operations.drop_photo(photo=row, actor=request.user)
    messages.success(request, "照片已移除")
    return redirect(page_of(row.article))
