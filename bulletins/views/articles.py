"""Features and other long articles of a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bulletins.forms import ArticleForm, BlockFormSet
from bulletins.models import Article, Issue
from bulletins.operations import articles, rendering
from bulletins.views.common import issue_or_404, posted_version
from bulletins.workflow import EDITORS
from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest


def _initial(article: Article | None) -> list[dict[str, str]]:
    if article is None:
        return []
    return [{"kind": b.kind, "lead": b.lead, "text": b.text} for b in article.blocks.all()]


def _save(request: SignedInRequest, issue: Issue, article: Article | None) -> HttpResponse:
    """The form of an article, new or existing."""
    if request.method != "POST":
        initial: dict[str, Any] = {"version": issue.version}
        if article:
            initial |= {
                "title": article.title,
                "contributor_organ": article.contributor_organ,
                "contributor_person": article.contributor_person,
            }
        form, blocks = ArticleForm(initial=initial), BlockFormSet(initial=_initial(article), prefix="blocks")
        return _page(request, issue, article, form, blocks)
    form, blocks = ArticleForm(request.POST), BlockFormSet(request.POST, prefix="blocks")
    if form.is_valid() and blocks.is_valid():
        found = [data for block in blocks.ordered_forms if (data := block.data_or_none())]
        if not found:
            form.add_error(None, "文章还没有文字，请至少写一段")
        else:
            marks = {b.full_text: b.sub_leads for b in article.blocks.all()} if article else {}
            kept = [
                articles.BlockData(
                    kind=b.kind, lead=b.lead, text=b.text, sub_leads=marks.get(f"{b.lead}{b.text}", ())
                )
                for b in found
            ]
            try:
                articles.save_article(
                    issue=issue, article=article, blocks=kept, actor=request.user, **form.cleaned_data
                )
            except StaleVersion as stale:
                again = request.POST.copy()
                again["version"] = str(Issue.objects.get(pk=issue.pk).version)
                form = ArticleForm(again)
                form.add_error(None, f"{stale}。您写的内容都在下面，核对后可以再保存")
                return _page(request, issue, article, form, blocks, status=409)
            rendering.render(issue=issue, actor=None)
            messages.success(request, "文章已保存，正在重新排版")
            return redirect("bulletins:arrange", issue.pk)
    return _page(request, issue, article, form, blocks, status=422)


def _page(
    request: SignedInRequest,
    issue: Issue,
    article: Article | None,
    form: ArticleForm,
    blocks: object,
    status: int = 200,
) -> HttpResponse:
    context = {"issue": issue, "article": article, "form": form, "blocks": blocks}
    return render(request, "bulletins/save_article.html", context, status=status)


@allow(*EDITORS)
def add_article(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a new article."""
    return _save(request, issue_or_404(request, pk), None)


@allow(*EDITORS)
def save_article(request: SignedInRequest, pk: int, article_id: int) -> HttpResponse:
    """Change an article."""
    issue = issue_or_404(request, pk)
    return _save(request, issue, scoped_or_404(issue.articles.all(), pk=article_id))


@allow(*EDITORS)
@require_POST
def remove_article(request: SignedInRequest, pk: int, article_id: int) -> HttpResponse:
    """Take an article out of the draft."""
    issue = issue_or_404(request, pk)
    article = scoped_or_404(issue.articles.all(), pk=article_id)
    issue = articles.remove_article(
        issue=issue, article=article, actor=request.user, version=posted_version(request)
    )
    rendering.render(issue=issue, actor=None)
    messages.success(request, f"已从本期拿掉《{article.title}》，文字留在操作记录里")
    return redirect("bulletins:arrange", pk)
