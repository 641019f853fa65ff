"""The papers of a suggestion: letters of reply, the evaluation form and its entry, the case file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require, scoped_or_404
from congress.documents.uploads import StorageFailed
from congress.jobs import operations as jobs
from congress.web.files import kept_file
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields
from suggestions import operations, rules
from suggestions.enums import State
from suggestions.letters.forms import EvaluatePaperForm
from suggestions.letters.jobs import KIND
from suggestions.letters.letter import Letter, letter_of
from suggestions.letters.reading import record_for, replies_for, sees_opinions
from suggestions.models import Evaluation, Handling, Suggestion
from suggestions.queries.desk import Record
from suggestions.unit.overtaken import overtaken
from suggestions.workflow import KEEPERS, PROPOSERS, SUGGESTION_WORKFLOW

#: A case file with more characters than this takes more than a second, and is printed by a worker.
LONGEST_AT_ONCE = 15_000
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PICTURES = {".pdf": "application/pdf", ".jpg": "image/jpeg"}


@allow(*rules.READERS)
@require_safe
@never_cache
def letter_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """A unit's letter of reply as PDF."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from suggestions.letters.letter_pdf import letter_pdf as printed  # noqa: PLC0415

    letter, back = _letter(request, pk)
    return _pdf(request, back, f"{letter.title}.pdf", lambda: printed(letter).bytes)


@allow(*rules.READERS)
@require_safe
@never_cache
def letter_docx(request: SignedInRequest, pk: int) -> HttpResponse:
    """A unit's letter of reply for Word and WPS, to be put on the office's own paper."""
    from suggestions.letters.letter_docx import letter_docx as written  # noqa: PLC0415 - as above

    letter, _back = _letter(request, pk)
    return _file(written(letter), f"{letter.title}.docx", _DOCX)


@allow(*rules.READERS)
@require_safe
@never_cache
def evaluation_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper form for the deputy's verdict, while it is the deputy's turn."""
    from suggestions.letters.evaluation_form import evaluation_form as printed  # noqa: PLC0415 - as above

    record = _record(request, pk)
    if record.row.state != State.REPLIED:
        raise Conflict(f"这件建议{record.row.get_state_display()}，答复齐全、等代表评价时才打印征询意见表")
    address = request.build_absolute_uri(reverse("suggestions:evaluate_paper", args=[pk]))
    name = f"征询意见表 {record.row.number_text}.pdf"
    return _pdf(request, _page(pk), name, lambda: printed(record, address).bytes)


@allow(*rules.READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def case_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole case as one PDF; a long one is printed by a worker, once that is asked for."""
    from suggestions.letters import case_file as file  # noqa: PLC0415 - as above

    record, user = _record(request, pk), request.user
    row = record.row
    if request.method == "POST":
        title = f"{row.label}办理卷宗"
        job = jobs.start(kind=KIND, title=title, actor=user, params={"suggestion": row.pk})
        return redirect("jobs:progress", job.pk)
    if file.length(record) > LONGEST_AT_ONCE:
        return render(request, "suggestions/case_file.html", {"suggestion": row})
    today = timezone.localdate()
    return _pdf(
        request,
        _page(pk),
        f"{row.number_text or row.receipt}办理卷宗.pdf",
        lambda: file.case_file(record, opinions=sees_opinions(user), today=today).bytes,
    )


@allow(*KEEPERS)
@never_cache
def evaluate_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The office enters what the deputy wrote on paper."""
    row = scoped_or_404(Suggestion.objects.kept_by(request.user).select_related("lead__person"), pk=pk)
    parts = _replied(row)
    if request.method != "POST":
        require(request.user, SUGGESTION_WORKFLOW["evaluate"], row.state)
        return _paper(request, row, EvaluatePaperForm(parts=parts))
    form = EvaluatePaperForm(request.POST, request.FILES, parts=parts)
    valid = form.is_valid()
    try:
        require(request.user, SUGGESTION_WORKFLOW["evaluate"], row.state)
        if not valid:
            return _paper(request, row, form)
        operations.evaluate(
            suggestion=row,
            actor=request.user,
            verdicts=form.verdicts(),
            on=form.cleaned_data["on"],
            scan=form.cleaned_data["scan"],
        )
    except ValidationError as error:
        form.add_error(None, at_its_fields(form, error))
        return _paper(request, row, form)
    except StorageFailed as error:
        form.add_error("scan", str(error))
        return _paper(request, row, form)
    except Conflict as error:
        return overtaken(request, form, error, _page(pk))
    messages.success(request, "已代录代表评价")
    return redirect("suggestions:detail", pk)


@allow(*KEEPERS, *PROPOSERS)
@require_safe
@never_cache
def scan(request: SignedInRequest, pk: int) -> FileResponse:
    """The picture of a form that came back on paper: for the office that keeps it, and the deputy who wrote it."""
    rows = Suggestion.objects
    own = (rows.kept_by(request.user) | rows.led_by(request.user)).distinct()
    given = scoped_or_404(
        Evaluation.objects.filter(reply__handling__suggestion__in=own).exclude(scan=""), pk=pk
    )
    name = str(given.scan.name)
    return kept_file(name, _PICTURES[Path(name).suffix], "征询意见表")


def _letter(request: SignedInRequest, pk: int) -> tuple[Letter, str]:
    reply = scoped_or_404(replies_for(request.user), pk=pk)
    return letter_of(reply), _page(reply.handling.suggestion_id)


def _record(request: SignedInRequest, pk: int) -> Record:
    record = record_for(Suggestion.objects.visible_to(request.user), pk)
    if record is None:
        raise Http404
    return record


def _replied(row: Suggestion) -> list[Handling]:
    """The parts whose replies the deputy rates now."""
    parts = Handling.objects.live().replying().filter(suggestion=row, round=row.round)
    return list(parts.filter(reply_given__isnull=False).select_related("reply_given__category"))


def _paper(request: SignedInRequest, row: Suggestion, form: EvaluatePaperForm) -> HttpResponse:
    return render(request, "suggestions/evaluate_paper.html", {"suggestion": row, "form": form})


def _page(pk: int) -> str:
    return reverse("suggestions:detail", args=[pk])


def _pdf(request: SignedInRequest, back: str, name: str, printed: Callable[[], bytes]) -> HttpResponse:
    """A PDF shown in the browser; what keeps it from being printed is said on the page it was asked from."""
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415 - as above
    from congress.documents.pdf.renderer import MissingGlyphs  # noqa: PLC0415 - as above

    try:
        return _file(printed(), name, "application/pdf", show=True)
    except (MissingGlyphs, SubsetterMissing) as error:
        messages.error(request, str(error))
        return redirect(back)


def _file(data: bytes, name: str, media_type: str, *, show: bool = False) -> HttpResponse:
    disposition = content_disposition_header(not show, name) or "attachment"
    return HttpResponse(data, content_type=media_type, headers={"Content-Disposition": disposition})
