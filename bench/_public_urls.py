"""The portal's addresses, and the plainest public page Django can make of the same stations."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import URLPattern, URLResolver, include, path

from congress import urls as portal
from congress.access.decorators import public
from liaison_stations.models import Station

_PAGE = Template(
    "<!doctype html><title>Stations</title>{% for station in stations %}<h2>{{ station.name }}</h2>"
    "<p>{{ station.kind }} {{ station.area }} {{ station.address }} {{ station.phone }}</p>{% endfor %}"
)


@public
def plain(request: HttpRequest) -> HttpResponse:
    """Name, kind, place and telephone of every station, through the same middleware."""
    stations = Station.objects.online().select_related("kind", "area")
    return HttpResponse(_PAGE.render(Context({"stations": stations})))


urlpatterns: list[URLPattern | URLResolver] = [path("plain/", plain), path("", include(portal))]
