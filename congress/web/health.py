"""Whether this web server is fit to answer; asked by the container's health check and by any monitor."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import public
from congress.web.draining import is_draining


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """``ok`` when the database answers.

    The broker is left out: jobs asked for while it is away are kept, so restarting the web server would not help.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@public
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether a proxy should send requests here: ``ready``, or 503 with the reason.

    503 while the server drains before it stops, and while the database does not answer.
    """
    if is_draining():
        return HttpResponse("draining", content_type="text/plain", status=503)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database", content_type="text/plain", status=503)
    return HttpResponse("ready", content_type="text/plain")
