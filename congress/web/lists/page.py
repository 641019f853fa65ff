"""Answering a request for a list: the page, its fragment, or an export; and which rows were picked."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from congress.web.lists.declare import ListPage
from congress.web.lists.export import export
from congress.web.lists.listing import Listing

#: The id of the part of the page that htmx swaps.
FRAGMENT_ID = "list"
#: The id of what stands behind 更多条件 until somebody opens it.
MORE_ID = "list-more"


def respond(page: ListPage, request: HttpRequest) -> HttpResponse:
    """The list, as a whole page or as the fragment htmx asks for; a POST exports what is filtered or picked."""
    listing = Listing(page, request)
    if request.method == "POST":
        if "export" not in request.POST:
            return HttpResponseNotAllowed(["GET"])
        return export(
            listing, picked(page, request) if request.POST["export"] == "picked" else listing.filtered
        )
    htmx: Any = request.htmx  # type: ignore[attr-defined] # set by the middleware
    if htmx.target == MORE_ID and not htmx.history_restore_request:
        return _varied(render(request, "components/list/more.html", {"list": listing}))
    is_fragment = htmx.target == FRAGMENT_ID and not htmx.history_restore_request
    template = "components/list/list.html" if is_fragment else "components/list/page.html"
    response = render(request, template, {"list": listing, "shown": listing.shown})
    if is_fragment:
        response["HX-Push-Url"] = listing.here  # without the empty fields the filter form sends
    return _varied(response)


def _varied(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def picked(page: ListPage, request: HttpRequest) -> QuerySet[Any]:
    """The rows a bulk action was asked for: the picked ones, or all that pass the filters in the address.

    Only ever rows the user may see; keys of others are as if they did not exist.
    """
    listing = Listing(page, request)
    if request.POST.get("all"):
        return listing.filtered
    keys = [int(key) for key in request.POST.getlist("pick") if key.isdecimal()]
    return listing.in_order(listing.all_rows.filter(pk__in=keys))
