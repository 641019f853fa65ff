"""Reading the audit trail."""

from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.models import User
from congress.audit import operations, queries
from congress.audit.models import AuditEvent
from congress.audit.rules import READERS
from congress.audit.tables import EVENTS
from congress.web.lists.page import respond


@allow(*READERS)
def index(request: HttpRequest) -> HttpResponse:
    """Every event, newest first; what is carried away as a file is an event itself."""
    if request.method == "POST" and "export" in request.POST:
        operations.note_export(actor=cast(User, request.user), query=request.GET.urlencode())
    return respond(EVENTS, request)


@allow(*READERS)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One event: who, when, as which role, and each field before and after."""
    reader = cast(User, request.user)
    event = scoped_or_404(AuditEvent.objects.visible_to(reader).select_related("actor"), pk=pk)
    same = AuditEvent.objects.filter(object_type=event.object_type, object_id=event.object_id)
    same_record = urlencode({"object_type": event.object_type, "object_id": event.object_id})
    context = {
        "event": event,
        "all_url": f"{reverse('audit:index')}?{same_record}",
        "changes": queries.changes(event),
        "is_intact": event.hash == event.digest(),
        "earlier": same.filter(seq__lt=event.seq).order_by("-seq").first(),
        "later": same.filter(seq__gt=event.seq).order_by("seq").first(),
    }
    return render(request, "audit/detail.html", context)
