"""What everybody sees: the call with its form, and how far the chosen projects are (R247, R253)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import public as everybody
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.documents.kept import photo_answer
from congress.web.limits import Limit
from congress.web.qr import qr_picture
from congress.web.saving import at_its_fields
from livelihood_projects import showing
from livelihood_projects.comments import send_comment
from livelihood_projects.enums import CommentState
from livelihood_projects.forms import CommentForm, IdeaForm
from livelihood_projects.models import ProgressPhoto, Project, Round
from livelihood_projects.projects import propose

#: Forgiving: a village may share one address.
SENT = Limit("livelihood-sent", 20, 3600)
COMMENTED = Limit("livelihood-commented", 10, 3600)
#: Comments on the page of a project, the newest.
COMMENTS_SHOWN = 50


@everybody
@never_cache
@require_safe
def public_rounds(request: HttpRequest) -> HttpResponse:
    """Calls that are open, and the years before."""
    today = timezone.localdate()
    rows = list(Round.objects.filter(opens_on__lte=today).select_related("area"))
    return render(request, "livelihood_projects/rounds.html", {"rounds": rows})


@everybody
@never_cache
@sensitive_post_parameters("proposer", "phone")
@require_http_methods(["GET", "POST"])
def public_round(request: HttpRequest, pk: int) -> HttpResponse:
    """The call with its form while it is open; the chosen projects with their progress afterwards."""
    today = timezone.localdate()
    rows = Round.objects.filter(opens_on__lte=today).select_related("area", "election", "evaluation")
    row = scoped_or_404(rows, pk=pk)
    is_open = Round.objects.open_on(today).filter(pk=pk).exists()
    form = IdeaForm(request.POST or None)
    refused, status = "", 200
    if request.method == "POST" and SENT.is_reached(request):
        refused, status = f"这个网络地址提得太多了，请过 {SENT.minutes} 分钟再提", 429
    elif request.method == "POST" and form.is_valid():
        try:
            propose(round=row, actor=None, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except Conflict as conflict:
            refused, status = str(conflict), 409
        else:
            SENT.count(request)
            return redirect("livelihood:public_sent", row.pk)
    address = request.build_absolute_uri(reverse("livelihood:public_round", args=[row.pk]))
    chosen = row.projects.chosen().select_related("unit", "committee")
    found = list(chosen.prefetch_related("supervisors", "progress").order_by("pk"))
    context = {
        "round": row,
        "path": showing.path_of(row),
        "form": form if is_open else None,
        "refused": refused,
        "projects": [(one, showing.project_state(one), _known(one)) for one in found],
        "picture": qr_picture(address, "on-qr") if is_open else "",
    }
    return render(request, "livelihood_projects/round.html", context, status=status)


@everybody
@never_cache
@sensitive_post_parameters("name", "phone")
@require_http_methods(["GET", "POST"])
def public_project(request: HttpRequest, pk: int) -> HttpResponse:
    """A chosen project with progress, photos and what people say of it; anybody may add to that (R253)."""
    rows = Project.objects.chosen().select_related("round", "unit", "committee")
    row = scoped_or_404(rows.prefetch_related("supervisors", "progress__photos"), pk=pk)
    form = CommentForm(request.POST or None)
    refused, status = "", 200
    if request.method == "POST" and COMMENTED.is_reached(request):
        refused, status = f"这个网络地址留言太多了，请过 {COMMENTED.minutes} 分钟再留言", 429
    elif request.method == "POST" and form.is_valid():
        try:
            send_comment(project=row, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            COMMENTED.count(request)
            return redirect("livelihood:public_commented", row.pk)
    context = {
        "project": row,
        "state": showing.project_state(row),
        "known": _known(row),
        "progress": [(one, [p for p in one.photos.all() if not p.dropped]) for one in row.progress.all()],
        "comments": list(row.comments.filter(state=CommentState.RELEASED)[:COMMENTS_SHOWN]),
        "form": form,
        "refused": refused,
    }
    return render(request, "livelihood_projects/project.html", context, status=status)


@everybody
@never_cache
@require_safe
def public_commented(request: HttpRequest, pk: int) -> HttpResponse:
    """It has arrived, and is read first."""
    row = scoped_or_404(Project.objects.chosen(), pk=pk)
    return render(request, "livelihood_projects/commented.html", {"project": row})


@everybody
@never_cache
@require_safe
def public_photo(request: HttpRequest, pk: int, size: str) -> FileResponse:
    """A photo of a chosen project, small or full, for as long as it is not taken out."""
    rows = ProgressPhoto.objects.shown().filter(progress__project__in=Project.objects.chosen().order_by())
    return photo_answer(scoped_or_404(rows, pk=pk), size)


def _known(row: Project) -> list[tuple[str, str]]:
    return [(label, value) for label, value in showing.facts_of(row) if value]


@everybody
@never_cache
@require_safe
def public_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """It has arrived."""
    row = scoped_or_404(Round.objects.all(), pk=pk)
    return render(request, "livelihood_projects/sent.html", {"round": row})
