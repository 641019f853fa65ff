"""Pages of the user's own jobs, and of all jobs for who looks after the portal."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from congress.access.decorators import allow, allow_signed_in
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.jobs import operations
from congress.jobs.models import Job
from congress.jobs.queries import happenings
from congress.jobs.tables import JOBS
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest

PER_PAGE = 25


@require_GET
@allow_signed_in
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    """My jobs, newest first."""
    page = Paginator(Job.objects.asked_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/index.html", {"page": page})


@require_GET
@allow_signed_in
@never_cache
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """One job: a fragment that asks again every second while it lasts, or a page for a browser without script."""
    job = scoped_or_404(Job.objects.asked_by(request.user), pk=pk)
    if not request.htmx:
        return render(request, "jobs/progress.html", {"job": job})
    response = render(request, "jobs/_progress.html", {"job": job})
    if not job.is_active:
        # The page around the fragment may want to show what the job has changed.
        trigger_client_event(response, "jobEnded", {"id": job.pk, "state": job.state})
    return response


@require_GET
@allow_signed_in
def download(request: SignedInRequest, pk: int) -> HttpResponse | FileResponse:
    """The file the job made; ``?show`` opens a PDF in the browser instead of saving it."""
    job = scoped_or_404(Job.objects.asked_by(request.user), pk=pk)
    if not job.result_name:
        raise Http404
    gone = Conflict("结果文件已经清理，请重新生成")
    if not job.result:
        raise gone
    try:
        file = job.result.open("rb")
    except FileNotFoundError:
        raise gone from None
    shown = "show" in request.GET and job.opens_in_browser
    response = FileResponse(file, as_attachment=not shown, filename=job.result_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@allow_signed_in
def retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Do a failed or cancelled job again: an own one, or as administrator any."""
    job = scoped_or_404(Job.objects.visible_to(request.user), pk=pk)
    return _answer(request, operations.retry(job=job, actor=request.user))


@require_POST
@allow_signed_in
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop a job: an own one, or as administrator any."""
    job = scoped_or_404(Job.objects.visible_to(request.user), pk=pk)
    return _answer(request, operations.cancel(job=job, actor=request.user))


def _answer(request: SignedInRequest, job: Job) -> HttpResponse:
    """The fragment, the asker's own page of the job, or that of who looks after all."""
    if request.htmx:
        return render(request, "jobs/_progress.html", {"job": job})
    return redirect("jobs:progress" if job.asked_by_id == request.user.pk else "jobs:detail", job.pk)


@allow(Role.ADMIN)
@never_cache
def all_jobs(request: SignedInRequest) -> HttpResponse:
    """Every job there is, newest first."""
    return respond(JOBS, request)


@require_GET
@allow(Role.ADMIN)
@never_cache
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The course of any job; what it made is its asker's."""
    jobs = Job.objects.overseen_by(request.user).select_related("asked_by", "cancelled_by")
    job = scoped_or_404(jobs, pk=pk)
    context = {"job": job, "happenings": happenings(job), "own": job.asked_by_id == request.user.pk}
    return render(request, "jobs/detail.html", context)
