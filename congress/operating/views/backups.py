"""Backups: made, checked, rehearsed, carried away, deleted, and put in place of everything."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from congress.operating import operations, store
from congress.operating import restoring as restores
from congress.operating.archive import stream
from congress.operating.forms import RemoveForm, RestoreForm
from congress.operating.models import Backup
from congress.operating.tables import BACKUPS, megabytes
from congress.web.lists.page import respond
from congress.web.parts import Happening
from congress.web.requests import SignedInRequest
from congress.web.saving import answer


@allow(Role.ADMIN)
@never_cache
def index(request: SignedInRequest) -> HttpResponseBase:
    """All backups, newest first; folders that came or went are noticed."""
    store.notice()
    return respond(BACKUPS, request)


@allow(Role.ADMIN)
def make(request: SignedInRequest) -> HttpResponse:
    """Make one now, as a job; asked before, because it takes minutes and room."""
    if request.method == "POST":
        return redirect("jobs:progress", operations.ask_backup(actor=request.user).pk)
    last = Backup.objects.whole().first()
    context = {"last": last, "size": megabytes(last) if last else "", "free": store.free_bytes() / 1e9}
    return render(request, "operating/make_backup.html", context)


@require_safe
@allow(Role.ADMIN)
@never_cache
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One backup: what is in it, whether it was checked, what was done with it."""
    row = _row(request, pk)
    events = AuditEvent.objects.filter(object_type=Backup._meta.label, object_id=str(row.pk)).order_by("-seq")
    context = {
        "backup": row,
        "size": megabytes(row),
        "folder": store.folder_of(row),
        "happenings": [
            Happening(e.verb_label, e.actor_name, e.at, note=(e.after or {}).get("reason", ""))
            for e in events[:30]
        ],
    }
    return render(request, "operating/backup.html", context)


@require_POST
@allow(Role.ADMIN)
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Compare every file with the manifest, as a job."""
    return redirect("jobs:progress", operations.ask_check(backup=_row(request, pk), actor=request.user).pk)


@require_POST
@allow(Role.ADMIN)
def rehearse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Restore it on the side, as a job."""
    return redirect(
        "jobs:progress", operations.ask_rehearsal(backup=_row(request, pk), actor=request.user).pk
    )


@require_POST
@allow(Role.ADMIN)
def download(request: SignedInRequest, pk: int) -> StreamingHttpResponse:
    """The whole backup as one archive, written while it is sent."""
    row = operations.note_download(backup=_row(request, pk), actor=request.user)
    response = StreamingHttpResponse(stream(store.folder_of(row)), content_type="application/x-tar")
    response["Content-Disposition"] = f'attachment; filename="portal-{row.name}.tar"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@allow(Role.ADMIN)
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete it; asks for the reason."""
    row = _row(request, pk)
    return answer(
        request,
        "operating/remove_backup.html",
        RemoveForm(request.POST or None),
        partial(operations.remove, backup=row, actor=request.user),
        done=lambda removed: f"{removed}已删除",
        url=lambda removed: reverse("operating:backups"),
        context={"backup": row},
    )


@allow(Role.ADMIN)
@never_cache
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put it in place of everything; asks for password and name."""
    row = _row(request, pk)
    form = RestoreForm(request.POST or None)
    context = {"backup": row, "size": megabytes(row), "folder": store.folder_of(row), "form": form}
    return answer(
        request,
        "operating/restore.html",
        form,
        partial(operations.ask_restore, backup=row, actor=request.user),
        done=lambda asked: f"已要求用{asked}恢复，平台马上停用几分钟",
        url=lambda asked: reverse("operating:restoring"),
        context=context,
    )


@require_safe
@allow(Role.ADMIN)
@never_cache
def restoring(request: SignedInRequest) -> HttpResponse:
    """How far the last restore is, before the portal closes and after it opened again."""
    last = restores.last()
    context = {"last": last, "steps": restores.steps(last)}
    return render(request, "operating/restoring.html", context)


def _row(request: SignedInRequest, pk: int) -> Backup:
    return scoped_or_404(Backup.objects.visible_to(request.user), pk=pk)
