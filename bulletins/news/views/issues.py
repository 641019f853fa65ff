"""The archive of the bulletin on the public site, and which issues stand there."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletins.models import Issue, PublicIssue
from bulletins.news.pieces import pages_of
from bulletins.news.queries import issue_standing
from bulletins.news.queries import public_issues as issues_shown
from bulletins.news.tables import ISSUES
from bulletins.operations import public_issues as operations
from bulletins.views.pages import PDF_TYPE
from bulletins.workflow import EDITORS
from congress.access.decorators import allow
from congress.access.decorators import public as everybody
from congress.access.rules import scoped_or_404
from congress.web.dates import full_day, moment
from congress.web.files import kept_file
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.public.views import asked_again
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.timeline import steps_of


@everybody
@require_safe
@asked_again
def public_issues(request: HttpRequest) -> HttpResponse:
    """Every issue on the site, by year (2 queries)."""
    years = [(year, list(rows)) for year, rows in groupby(issues_shown(), key=lambda one: one.year)]
    return render(request, "news/public_issues.html", {"years": years})


@everybody
@require_safe
@asked_again
def public_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The contents of one issue."""
    row = scoped_or_404(issues_shown(), pk=pk)
    pages = pages_of(row)
    numbered = list(enumerate(pages.pieces, start=1))
    sections = [(name, list(found)) for name, found in groupby(numbered, key=lambda one: one[1].section)]
    context = {
        "issue": row,
        "printed": pages.printed,
        "sections": sections,
        "corrections": row.corrections.all(),
    }
    return render(request, "news/public_issue.html", context)


@everybody
@require_safe
@asked_again
def public_piece(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """One title with its entries, or one article, by its place in the contents: the issue is frozen."""
    row = scoped_or_404(issues_shown(), pk=pk)
    pieces = pages_of(row).pieces
    if not 1 <= place <= len(pieces):
        raise Http404
    context = {
        "issue": row,
        "piece": pieces[place - 1],
        "before": place - 1,
        "after": place + 1 if place < len(pieces) else 0,
    }
    return render(request, "news/public_piece.html", context)


@everybody
@require_safe
@asked_again
def public_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """The pages of an issue as they were printed."""
    row = scoped_or_404(issues_shown().exclude(pdf=""), pk=pk)
    return kept_file(row.pdf.name, PDF_TYPE, f"{row}.pdf")


@allow(*EDITORS)
@require_http_methods(["GET", "POST"])
def issues(request: SignedInRequest) -> HttpResponse:
    """Every issue that was issued, and whether everybody may read it."""
    return respond(ISSUES, request)


def _page(row: Issue | PublicIssue) -> str:
    key = row.pk if isinstance(row, Issue) else row.issue_id
    return reverse("news:issue", args=[key])


def _issue(pk: int) -> Issue:
    return scoped_or_404(Issue.objects.issued().select_related("series", "public"), pk=pk)


@allow(*EDITORS)
@never_cache
@require_safe
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whether one issue stands on the site, and since when."""
    row = _issue(pk)
    public = getattr(row, "public", None)
    facts = [("印发", full_day(row.issued_on))]
    if public:
        facts += [
            ("公开", moment(public.released_at)),
            ("撤下", moment(public.withdrawn_at) if public.withdrawn_at else ""),
            ("撤下原因", public.reason),
        ]
    context = {
        "issue": row,
        "standing": issue_standing(row),
        "facts": facts,
        "shown": public is not None and public.withdrawn_at is None,
        "happenings": steps_of(row),
    }
    return render(request, "news/issue.html", context)


@allow(*EDITORS)
@require_POST
def release_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put it on the site."""
    row = _issue(pk)
    with leading_to(_page(row)):
        operations.release_issue(issue=row, actor=request.user)
    messages.success(request, f"{row}已公开，网站上看得到了")
    return redirect(_page(row))


@allow(*EDITORS)
@never_cache
def withdraw_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it from the site."""
    row = _issue(pk)
    with leading_to(_page(row)):
        return answer(
            request,
            "deputies/ask.html",
            ReasonForm(request.POST or None),
            partial(operations.withdraw_issue, issue=row, actor=request.user),
            done=lambda _row: "已撤下，网站上看不到了",
            url=_page,
            context={"label": "撤下", "of": row, "up": str(row), "up_url": _page(row), "undo": True},
        )
