"""The printed pages: asked for, watched, shown one by one, opened as PDF or DOCX."""

from io import BytesIO
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST
from PIL import Image

from bulletins.enums import IssueState
from bulletins.models import Issue
from bulletins.operations import rendering
from bulletins.printing import print_issue
from bulletins.views.common import issue_or_404
from bulletins.workflow import EDITORS, SIGNERS
from congress.access.decorators import allow, allow_signed_in
from congress.access.exceptions import Conflict
from congress.web.requests import SignedInRequest

#: Width of a page picture in pixels: sharp at twice the width of the preview column.
PICTURE_WIDTH = 880
PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def preview_context(request: SignedInRequest, issue: Issue) -> dict[str, Any]:
    """The newest pages, the one to show, and the job that sets newer ones."""
    found = rendering.latest(issue)
    job = rendering.under_way(issue)
    asked = request.GET.get("page", "1")
    sheets = found.sheets if found else 0
    sheet = min(max(int(asked), 1), sheets) if asked.isdecimal() and sheets else 1
    return {"rendering": found, "job": job, "sheet": sheet, "sheets": sheets, "issue": issue}


@allow(*EDITORS)
@require_POST
def render_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the pages of the issue as it stands now."""
    issue = issue_or_404(request, pk)
    rendering.render(issue=issue, actor=request.user)
    if not request.htmx:
        return redirect("bulletins:arrange" if issue.state != IssueState.ISSUED else "bulletins:read", pk)
    context = {**preview_context(request, issue), "may_render": True}
    return render(request, "bulletins/_preview.html", context)


def stored_bytes(stored: FieldFile) -> bytes:
    """The content of a stored file, which is closed again."""
    with stored.open("rb") as file:
        return bytes(file.read())


def _pdf_of(issue: Issue) -> bytes:
    """The frozen PDF of an issued issue, else the newest pages."""
    if issue.pdf:
        return stored_bytes(issue.pdf)
    found = rendering.latest(issue)
    if found is None:
        raise Conflict("这一期还没有排版，请先排版")
    return found.pdf_bytes()


@allow(*EDITORS, *SIGNERS)
@require_GET
@cache_control(private=True, max_age=3600)
def page_picture(request: SignedInRequest, pk: int, job_id: int, sheet: int) -> HttpResponse:
    """One page as a picture. The address names the job, so the picture behind it never changes."""
    issue = issue_or_404(request, pk)
    found = rendering.latest(issue)
    if found is None or found.job.pk != job_id:
        raise Http404
    import pypdfium2  # noqa: PLC0415  # a quarter of a second, in processes that mostly show no page

    document = pypdfium2.PdfDocument(found.pdf_bytes())
    try:
        if not 1 <= sheet <= len(document):
            raise Http404
        page = document[sheet - 1]
        picture: Image.Image = page.render(scale=PICTURE_WIDTH / page.get_width()).to_pil()
    finally:
        document.close()
    out = BytesIO()
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(out, "PNG", optimize=False)
    return HttpResponse(out.getvalue(), content_type="image/png")


@allow_signed_in
@require_GET
def pdf(request: SignedInRequest, pk: int) -> FileResponse:
    """The issue as PDF, in the browser; ``?download`` saves it."""
    issue = issue_or_404(request, pk)
    name = f"{print_issue(issue).title}.pdf"
    response = FileResponse(
        BytesIO(_pdf_of(issue)), content_type=PDF_TYPE, filename=name, as_attachment="download" in request.GET
    )
    response["Cache-Control"] = "private, no-store"
    return response


@allow(*EDITORS, *SIGNERS)
@require_GET
def docx(request: SignedInRequest, pk: int) -> FileResponse:
    """The issue for Word and WPS."""
    issue = issue_or_404(request, pk)
    if issue.docx:
        with issue.docx.open("rb") as file:
            data = file.read()
    else:
        found = rendering.latest(issue)
        if found is None or not found.is_current:
            raise Conflict("版面还没有排好，目录没有页码。请先排版，再下载 DOCX")
        data = found.docx_bytes()
    response = FileResponse(
        BytesIO(data), content_type=DOCX_TYPE, filename=f"{print_issue(issue).title}.docx", as_attachment=True
    )
    response["Cache-Control"] = "private, no-store"
    return response
