"""Whether this web server is fit to answer; asked by the container's health check and by any monitor."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import public


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
