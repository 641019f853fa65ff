"""What citizens send: to a station, or to a deputy by the code on the photo board."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import public as everybody
from congress.access.rules import scoped_or_404
from congress.documents.uploads import StorageFailed
from congress.web.limits import Limit
from congress.web.qr import qr_picture
from congress.web.saving import at_its_fields
from deputies.models import Deputyship
from liaison_stations.enums import FROM_THE_PUBLIC, Origin
from liaison_stations.models import Matter, Station
from liaison_stations.online import human, queries
from liaison_stations.online.forms import PHOTO_LIMIT, SubmitForm
from liaison_stations.online.showing import code_shown
from liaison_stations.online.views.reading import online_station
from liaison_stations.operations.online import submit

#: Forgiving: a village may share one address.
SENT = Limit("online-sent", 20, 3600)
WRONG = Limit("online-wrong", 40, 3600)
#: How long the page with the code can be opened again.
_CODE_HOURS = 24
#: What stays in the form when another question is asked for.
_TYPED = ("token", "title", "account", "name", "phone", "consents")
_sensitive = sensitive_post_parameters("name", "phone", "title", "account")


@everybody
@never_cache
@_sensitive
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, token: str) -> HttpResponse:
    """Tell a station something, at any hour (R177)."""
    row = online_station(token)
    came_by_qr = (request.POST or request.GET).get("from") == "qr"
    origin = Origin.STATION_QR if came_by_qr else Origin.ONLINE
    context = {"station": row, "from_qr": came_by_qr, "up_url": reverse("online:station", args=[token])}
    return _taken(request, row, None, origin, context)


@everybody
@never_cache
@_sensitive
@require_http_methods(["GET", "POST"])
def message(request: HttpRequest, token: str) -> HttpResponse:
    """Leave a message to a deputy (R026); the main station of the deputy looks after it."""
    page = scoped_or_404(queries.page_of(token))
    stations = queries.stations_of(page.deputyship)
    if not stations:
        raise Http404
    context = {
        "station": stations[0],
        "deputyship": page.deputyship,
        "up_url": reverse("online:deputy", args=[token]),
    }
    return _taken(request, stations[0], page.deputyship, Origin.DEPUTY_QR, context)


def _taken(
    request: HttpRequest, row: Station, to: Deputyship | None, origin: Origin, context: dict[str, Any]
) -> HttpResponse:
    """The form, what is wrong with it, or the page with the code."""
    if request.method != "POST":
        form = SubmitForm(initial={"token": uuid4()})
        return _page(request, form, human.ask(in_words="words" in request.GET), context)
    if (sent := _sent_before(request)) is not None:
        return redirect("online:sent", sent.token)
    if "other" in request.POST:
        typed = {name: request.POST.get(name, "") for name in _TYPED}
        return _page(request, SubmitForm(initial=typed), human.ask(in_words="words" in request.GET), context)
    if (refusal := refusal_of(request, SENT)) is not None:
        # Photos are looked at only when somebody answered.
        words, status = refusal
        again = human.ask(in_words=status != HTTPStatus.TOO_MANY_REQUESTS and "words" in request.GET)
        return _page(request, SubmitForm(request.POST), again, {**context, "refused": words}, status=status)
    question = request.POST.get("question", "")
    form = SubmitForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            matter = submit(station=row, to=to, origin=origin, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StorageFailed as failed:
            form.add_error(None, str(failed))
        else:
            human.use_up(question)
            SENT.count(request)
            return redirect("online:sent", matter.token)
    answered = {**context, "answer": request.POST.get("answer", "")}
    return _page(request, form, human.shown(question), answered)


def refusal_of(request: HttpRequest, sent: Limit) -> tuple[str, int] | None:
    """Why this is not taken, with the status of the answer: too much from one address, or the question not answered."""
    if sent.is_reached(request) or WRONG.is_reached(request):
        busy = "这个网络一小时内提交得太多了。请过一会儿再交，或者打电话、到联络站反映"
        return busy, HTTPStatus.TOO_MANY_REQUESTS
    given = [request.POST.get(name, "") for name in ("question", "answer", "website")]
    try:
        human.check(request, *given)
    except human.RobotSuspected as suspected:
        WRONG.count(request)
        return str(suspected), HTTPStatus.OK
    return None


def _sent_before(request: HttpRequest) -> Matter | None:
    """What this form sent already: on a poor connection the same thing comes twice."""
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError:
        return None
    return Matter.objects.filter(token=token, origin__in=FROM_THE_PUBLIC).first()


def _page(
    request: HttpRequest,
    form: SubmitForm,
    question: human.Question,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    shown = {
        "refused": "",
        "answer": "",
        "deputyship": None,
        "from_qr": False,
        "form": form,
        "question": question,
        "photo_limit": PHOTO_LIMIT,
        "photo_max_mb": settings.PHOTO_MAX_MB,
        **context,
    }
    return render(request, "online/write.html", shown, status=status)


@everybody
@never_cache
@require_safe
def sent(request: HttpRequest, token: UUID) -> HttpResponse:
    """The query code, for a day to whoever sent it."""
    since = timezone.now() - timedelta(hours=_CODE_HOURS)
    rows = Matter.objects.filter(origin__in=FROM_THE_PUBLIC, received_at__gte=since)
    row = scoped_or_404(rows.select_related("station", "heard_by__person"), token=token)
    address = request.build_absolute_uri(f"{reverse('online:ask')}?code={row.code}")
    context = {
        "matter": row,
        "code": code_shown(row.code),
        "picture": qr_picture(address, "on-qr"),
        "address": request.build_absolute_uri(reverse("online:ask")),
    }
    return render(request, "online/sent.html", context)
