"""The lists of suggestions, and what is done with many of them at once."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from congress.access.decorators import allow
from congress.jobs import operations as jobs
from congress.web.lists.declare import ListPage
from congress.web.lists.page import picked, respond
from congress.web.requests import SignedInRequest
from suggestions import bulk, printing, rules
from suggestions.enums import Occasion
from suggestions.forms.bulk import AssignPickedForm, UrgePickedForm
from suggestions.models import Suggestion
from suggestions.tables import SENTIMENT, SUGGESTIONS
from suggestions.workflow import KEEPERS

NOTHING_PICKED = "还没有选建议，请先在列表里勾选"


@allow(*rules.DESK_READERS)
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Suggestions of sessions and between them. What asks for 社情民意 is led to their own list."""
    if request.method == "GET" and request.GET.get("occasion") == Occasion.SENTIMENT:
        query = request.GET.copy()
        del query["occasion"]
        return redirect(f"{reverse('suggestions:sentiment')}?{query.urlencode()}")
    return respond(SUGGESTIONS, request)


@allow(*rules.DESK_READERS)
@require_http_methods(["GET", "POST"])
def sentiment(request: HttpRequest) -> HttpResponse:
    """社情民意, which are counted and numbered by the month (R194, R245)."""
    return respond(SENTIMENT, request)


@allow(*KEEPERS)
@require_POST
def urge_picked(request: SignedInRequest, which: str) -> HttpResponse:
    """Urge the units of every picked suggestion: first shown with what they are told, then done."""
    page = _page(which)
    rows = _picked(request, page)
    if not rows:
        return redirect(_back(request, page))
    form = UrgePickedForm(request.POST if "go" in request.POST else None)
    if "go" not in request.POST or not form.is_valid():
        return _ask(
            request, page, rows, form, verb="催办", about="每件建议里还没有答复的单位都会收到催办通知。"
        )
    outcome = bulk.urge(rows=rows, actor=request.user, note=form.cleaned_data["note"])
    return _tell(
        request, page, outcome, f"已催办 {len(outcome.done)} 件建议的 {outcome.units} 个单位", "催办"
    )


@allow(*KEEPERS)
@require_POST
def assign_picked(request: SignedInRequest, which: str) -> HttpResponse:
    """Hand every picked suggestion over to the same units."""
    page = _page(which)
    rows = _picked(request, page)
    if not rows:
        return redirect(_back(request, page))
    form = AssignPickedForm(request.POST if "go" in request.POST else None)
    if "go" not in request.POST or not form.is_valid():
        about = "每件建议都交给同样的单位，各自起算期限。不是待交办的不会交办，会逐件说明原因。"
        return _ask(request, page, rows, form, verb="交办", about=about)
    outcome = bulk.assign(rows=rows, actor=request.user, units=form.units)
    units = "、".join(f"{unit.organ}（{unit.part.label}）" for unit in form.units)
    return _tell(request, page, outcome, f"已把 {len(outcome.done)} 件建议交给{units}", "交办")


@allow(*rules.DESK_READERS)
@require_POST
def print_picked(request: SignedInRequest, which: str) -> HttpResponse:
    """The picked suggestions with their units, as a PDF on A4 across, set by a worker."""
    page = _page(which)
    rows = picked(page, request)
    count = rows.order_by().count()
    if not 0 < count <= printing.MOST:
        many = f"一次最多打印 {printing.MOST:,} 件，现在选了 {count:,} 件，请先筛选"
        messages.warning(request, many if count else NOTHING_PICKED)
        return redirect(_back(request, page))
    job = jobs.start(
        kind=printing.JOB_KIND,
        title=f"打印{page.title}清单 {count:,} 件",
        actor=request.user,
        params={"title": f"{page.title}清单", "rows": list(rows.values_list("pk", flat=True))},
    )
    return redirect("jobs:progress", job.pk)


def _page(which: str) -> ListPage:
    """The list the rows were picked in."""
    page = {page.key: page for page in (SUGGESTIONS, SENTIMENT)}.get(which)
    if page is None:
        raise Http404
    return page


def _back(request: HttpRequest, page: ListPage) -> str:
    """The list as it was left; its filters are in the address."""
    url = reverse("suggestions:sentiment" if page is SENTIMENT else "suggestions:index")
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url


def _picked(request: SignedInRequest, page: ListPage) -> QuerySet[Suggestion]:
    """The picked rows, when they are some and not too many; none, and a message that says why, otherwise."""
    rows: QuerySet[Suggestion] = picked(page, request)
    count = rows.order_by().count()
    if not count:
        messages.warning(request, NOTHING_PICKED)
    elif count > bulk.MOST:
        messages.warning(request, f"一次最多办 {bulk.MOST} 件，现在选了 {count:,} 件，请分几次")
    return rows if count <= bulk.MOST else rows.none()


def _ask(
    request: SignedInRequest,
    page: ListPage,
    rows: QuerySet[Suggestion],
    form: Form,
    *,
    verb: str,
    about: str,
) -> HttpResponse:
    context = {
        "rows": rows,
        "form": form,
        "verb": verb,
        "count_text": f"{len(rows)} 件",
        "about": about,
        "list_title": page.title,
        "back": _back(request, page),
    }
    return render(request, "suggestions/bulk.html", context)


def _tell(
    request: SignedInRequest, page: ListPage, outcome: bulk.Outcome, words: str, verb: str
) -> HttpResponse:
    """Back to the list; when something was refused, a page says what and why."""
    if not outcome.refused:
        messages.success(request, words)
        return redirect(_back(request, page))
    context = {
        "outcome": outcome,
        "words": words if outcome.done else "",
        "verb": verb,
        "list_title": page.title,
        "back": _back(request, page),
    }
    return render(request, "suggestions/bulk_done.html", context)
