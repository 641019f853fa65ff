"""Pages of the user's own notices."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from congress.access.decorators import allow_signed_in
from congress.access.rules import scoped_or_404
from congress.notices import operations, queries
from congress.notices.models import Notice
from congress.web.requests import SignedInRequest

PER_PAGE = 25


@require_GET
@allow_signed_in
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    """My notices, newest first; ``?unread`` leaves out those already read."""
    unread_only = "unread" in request.GET
    notices = Notice.objects.visible_to(request.user)
    page = Paginator(notices.unread() if unread_only else notices, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unread_only": unread_only, "unread": queries.unread_count(request.user)}
    return render(request, "notices/index.html", context)


@require_GET
@allow_signed_in
@never_cache
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go where the notice leads; following it is reading it."""
    notice = scoped_or_404(Notice.objects.visible_to(request.user), pk=pk)
    operations.read(notice=notice)
    return redirect(notice.url or "notices:index")


@require_POST
@allow_signed_in
def read_all(request: SignedInRequest) -> HttpResponse:
    """Note that all of them were seen."""
    operations.read_all(user=request.user)
    return redirect("notices:index")
