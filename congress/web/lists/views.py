"""Saved filters and the look of a list. Every user has their own; nobody sees another's."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_POST

from congress.access.decorators import allow_signed_in
from congress.access.rules import scoped_or_404
from congress.web.lists.declare import ListPage, list_of
from congress.web.lists.forms import ListChoiceForm, SavedFilterForm
from congress.web.models import SavedFilter


@allow_signed_in
@require_http_methods(["GET", "POST"])
def saved_filters(request: HttpRequest, key: str) -> HttpResponse:
    """Give what is filtered a name; below, the user's saved filters of this list."""
    page = _list_or_404(key)
    querystring = _known_filters(page, request.POST.get("querystring") or request.GET.get("querystring", ""))
    back = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    new = SavedFilter(user=_user(request), list_key=key, querystring=querystring)
    form = SavedFilterForm(request.POST if request.method == "POST" else None, instance=new)
    if querystring and form.is_valid():
        form.save()
        return redirect(back)
    return _saved_page(request, page, back, querystring=querystring, form=form)


@allow_signed_in
@require_POST
def rename_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name for a saved filter; a wrong one leaves the old and says why."""
    saved = scoped_or_404(SavedFilter.objects.filter(user=_user(request)), pk=pk)
    form = SavedFilterForm(request.POST, instance=saved)
    back = _safe(request, request.POST.get("next", ""))
    if form.is_valid():
        form.save()
        return redirect(_saved_url(saved.list_key, back))
    return _saved_page(request, _list_or_404(saved.list_key), back, wrong=form)


@allow_signed_in
@require_POST
def delete_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a saved filter; the page offers to save it again."""
    saved = scoped_or_404(SavedFilter.objects.filter(user=_user(request)), pk=pk)
    saved.delete()
    return redirect(
        _saved_url(saved.list_key, _safe(request, request.POST.get("next", "")), saved.querystring)
    )


@allow_signed_in
@require_POST
def choose_columns(request: HttpRequest, key: str) -> HttpResponse:
    """Remember columns and rows a page for this user."""
    form = ListChoiceForm(_list_or_404(key), request.POST)
    if form.is_valid():
        form.save(_user(request))
    return redirect(_without_size(_safe(request, request.POST.get("next", ""))))


def _user(request: HttpRequest) -> Any:
    return request.user


def _list_or_404(key: str) -> ListPage:
    page = list_of(key)
    if page is None:
        raise Http404
    return page


def _known_filters(page: ListPage, querystring: str) -> str:
    """The querystring cut to filters the list has."""
    given = QueryDict(querystring[:1000])
    kept = QueryDict(mutable=True)
    for name in given:
        if name in page.filterset.base_filters:
            kept.setlist(name, given.getlist(name))
    return kept.urlencode()


def _safe(request: HttpRequest, target: str) -> str:
    """An address of this portal to go back to, else the home page."""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return reverse("dashboard:home")


def _without_size(target: str) -> str:
    """The rows a page just chosen count, not those in the address."""
    path, _, querystring = target.partition("?")
    params = QueryDict(querystring, mutable=True)
    params.pop("size", None)
    return f"{path}?{params.urlencode()}" if params else path


def _saved_page(
    request: HttpRequest,
    page: ListPage,
    back: str,
    *,
    querystring: str = "",
    form: SavedFilterForm | None = None,
    wrong: SavedFilterForm | None = None,
) -> HttpResponse:
    """``form`` names the filter in ``querystring``; ``wrong`` is a rename that was refused."""
    context = {
        "page": page,
        "back": back,
        "querystring": querystring,
        "form": form,
        "wrong": wrong,
        "wrong_pk": wrong.instance.pk if wrong else None,
        "own": SavedFilter.objects.filter(user=_user(request), list_key=page.key),
    }
    return render(request, "web/saved_filters.html", context)


def _saved_url(key: str, back: str, querystring: str = "") -> str:
    query = urlencode({"querystring": querystring, "next": back})
    return f"{reverse('web:saved_filters', args=[key])}?{query}"
