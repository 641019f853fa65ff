"""A portal that acknowledges before it has kept anything, to show that the drill finds it; never used elsewhere."""

import time
from collections.abc import Callable
from threading import Thread

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from congress.settings import *  # noqa: F403 - settings like any, but for one line

#: Seconds between the answer and the work.
LATE = 2


class EarlyAnswer:
    """Says that a form is saved, and saves it later."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or "token" not in request.POST:
            return self.get_response(request)
        Thread(target=self._later, args=[request]).start()
        return HttpResponseRedirect("/")

    def _later(self, request: HttpRequest) -> None:
        time.sleep(LATE)
        self.get_response(request)
        connection.close()


MIDDLEWARE = [f"{__name__}.EarlyAnswer", *MIDDLEWARE]  # noqa: F405
