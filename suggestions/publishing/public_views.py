"""What everybody may read, without an account. Nothing here reads a suggestion, only what was released of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congress.access.decorators import public as everybody
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.public.views import asked_again
from suggestions.models import Publication
from suggestions.publishing.forms import PublicSearchForm
from suggestions.publishing.queries import listed, offered, shown_now
from suggestions.showing import session_shown

PAGE_SIZE = 20


@everybody
@require_safe
@asked_again
def public(request: HttpRequest) -> HttpResponse:
    """Released suggestions, the newest first; searched and narrowed without script."""
    form = PublicSearchForm(request.GET or None, offered=offered())
    page = Paginator(listed(form.wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [(row, " · ".join(_told(row))) for row in page]
    context = {"form": form, "page": page, "lines": lines, "is_narrowed": bool(form.wanted)}
    return render(request, "suggestions/public/public.html", context)


def _told(row: Publication) -> Iterator[str]:
    """Number, who put it, who answered, when it was released."""
    yield f"第 {row.suggestion.number_text} 号"
    if row.session:
        yield session_shown(row.session)
    who = row.delegation or row.lead_name
    yield f"{who}等 {row.signed + 1} 名代表" if row.signed else who
    yield "、".join(dict.fromkeys(reply.unit_name for reply in row.replies.all()))
    yield f"{dates.day(row.decided_at)}公开"


@everybody
@require_safe
@asked_again
def public_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One released suggestion with its public replies."""
    rows = shown_now(pk).select_related("suggestion", "session__term", "category")
    row = scoped_or_404(rows.prefetch_related("replies"))
    replies = list(row.replies.all())
    suggestion = row.suggestion
    facts = [
        ("领衔代表", row.delegation or row.lead_name),
        ("附议代表", f"{row.signed} 人" if row.signed else ""),
        ("种类", suggestion.get_kind_display()),
        ("提出时间", session_shown(row.session) if row.session else suggestion.get_occasion_display()),
        ("类别", str(row.category or "")),
        ("承办单位", "、".join(dict.fromkeys(reply.unit_name for reply in replies))),
    ]
    context = {"row": row, "suggestion": suggestion, "facts": facts, "replies": replies}
    return render(request, "suggestions/public/public_one.html", context)
