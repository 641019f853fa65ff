"""Pages on which staff of stations get accounts."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from deputies.accounts.views import open_picked
from liaison_stations.accounts.tables import STAFF_WITHOUT_ACCOUNT


@allow(Role.ADMIN)
def index(request: SignedInRequest) -> HttpResponseBase:
    """Staff of stations who cannot sign in."""
    return respond(STAFF_WITHOUT_ACCOUNT, request)


@allow(Role.ADMIN)
@require_POST
def open_accounts(request: SignedInRequest) -> HttpResponse:
    """Open accounts for the picked staff, then on to those who wait for their slips."""
    return open_picked(request, STAFF_WITHOUT_ACCOUNT, Role.STATION, back="station_accounts:index")
