"""The pages of an import: choose the file, match the columns, check, write."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congress.access.decorators import allow_signed_in
from congress.access.exceptions import Conflict, Denial
from congress.access.rules import scoped_or_404
from congress.documents import operations, xlsx
from congress.documents.error_file import error_file
from congress.documents.forms import ColumnsForm, UploadForm, initial_of
from congress.documents.imports import ImportSpec, Outcome, Row, spec_of
from congress.documents.models import ImportRun, ImportState
from congress.documents.review import Review
from congress.documents.sheets import Sheet, SheetError, column_letter, find_head
from congress.documents.tasks import JOB_KIND
from congress.jobs import operations as jobs
from congress.jobs.files import FULL
from congress.web.parts import Step

PER_PAGE = 100
#: A file with more rows is written by a background job, which takes as long as it takes.
DIRECT_ROWS = 200
#: The parts of the file in which only what is to be mended matters.
_PROBLEMS = frozenset({"problems", "errors", "questions"})
_STEPS = ("选择文件", "对应栏目", "核对", "写入")


@allow_signed_in
@require_http_methods(["GET", "POST"])
def import_start(request: HttpRequest, key: str) -> HttpResponse:
    """Choose the file."""
    spec = _spec(request, key)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            run = operations.upload(spec=spec, file=form.cleaned_data["file"], actor=_user(request))
        except SheetError as error:
            form.add_error("file", str(error))
        except OSError as error:
            if error.errno not in FULL:
                raise
            form.add_error("file", "存放文件的磁盘已满，文件没有收下。请告诉系统管理员腾出空间")
        else:
            return redirect("documents:import_columns", key, run.pk)
    return render(request, "documents/import_start.html", {"spec": spec, "form": form, "steps": _steps(0)})


@allow_signed_in
@require_GET
def import_template(request: HttpRequest, key: str) -> HttpResponse:
    """A table with the heads the import knows, and an example where there is one."""
    spec = _spec(request, key)
    data = xlsx.workbook(spec.title, [f.label for f in spec.fields], [spec.example] if spec.example else [])
    return xlsx.download(data, f"{spec.title}_样表.xlsx")


@allow_signed_in
@require_GET
def import_export(request: HttpRequest, key: str) -> HttpResponse:
    """What is in the register, in the columns of the import: sent in again it changes nothing."""
    spec = _spec(request, key)
    if spec.export is None:
        raise Http404
    data = xlsx.workbook(spec.export_name, [f.label for f in spec.fields], spec.export(_user(request)))
    return xlsx.download(data, f"{spec.export_name}_{timezone.localdate():%Y-%m-%d}.xlsx")


@allow_signed_in
@require_http_methods(["GET", "POST"])
def import_columns(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Which column is which; with ``head`` or ``sheet`` in the address the columns are matched again."""
    spec, run = _unwritten(request, key, pk)
    asked = request.POST if request.method == "POST" else request.GET
    sheet = _sheet(run, spec, asked.get("sheet", ""))
    initial: dict[str, Any] = {"head": run.head}
    if sheet.name != run.sheet:
        initial = {"head": find_head(sheet, spec.known_names)}
    elif request.GET.get("head", "").isdecimal():
        initial = {"head": min(int(request.GET["head"]), len(sheet.rows) - 1)}
    elif run.state == ImportState.MAPPED:
        initial = initial_of(spec, run)
    initial["sheet"] = sheet.name
    form = ColumnsForm(spec, sheet, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        operations.map_columns(
            run=run,
            sheet=sheet.name,
            head=form.cleaned_data["head"],
            mapping=form.mapping,
            fixed=form.fixed,
        )
        return redirect("documents:import_check", key, run.pk)
    context = {
        "spec": spec,
        "run": run,
        "sheet": sheet,
        "form": form,
        "fields": [(f, form[f"column_{f.name}"]) for f in spec.fields],
        "steps": _steps(1),
    }
    return render(request, "documents/import_columns.html", context)


@allow_signed_in
@require_GET
def import_check(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """What writing would do, errors first; nothing is written yet."""
    spec = _spec(request, key)
    run = _run(request, spec, pk)
    if run.state == ImportState.WRITTEN:
        return redirect("documents:import_done", key, pk)
    operations.require_open(run)
    if run.state == ImportState.UPLOADED:
        return redirect("documents:import_columns", key, pk)
    sheet = _sheet(run, spec)
    review = operations.review(run=run, spec=spec, sheet=sheet, actor=_user(request))
    shown = request.GET.get("show", "")
    tabs = _tabs(review)
    if shown not in tabs:
        shown = "problems" if tabs["problems"][1] else "all"
    page = Paginator(tabs[shown][1], PER_PAGE).get_page(request.GET.get("page"))
    columns = _columns(review, list(page) if shown in _PROBLEMS else None)
    context = {
        "spec": spec,
        "run": run,
        "source": _source(run, sheet),
        "columns": [review.columns[index] for index in columns],
        "lines": [(row, [row.shown[index] for index in columns]) for row in page],
        "review": review,
        "counts": {outcome.value: review.count(outcome) for outcome in Outcome},
        "left_out": [f"{column_letter(index)} 列“{name}”" for index, name in review.left_out],
        "shown": shown,
        "tabs": [(name, label, len(rows), name == shown) for name, (label, rows) in tabs.items()],
        "page": page,
        "steps": _steps(2),
    }
    return render(request, "documents/import_check.html", context)


@allow_signed_in
@require_POST
def import_answer(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Keep which record each of the asked rows means."""
    spec, run = _unwritten(request, key, pk)
    given = {
        name.removeprefix("row-"): str(value)[:40]
        for name, value in request.POST.items()
        if name.startswith("row-")
    }
    operations.answer(run=run, answers={row: value for row, value in given.items() if row.isdecimal()})
    shown = {"show": request.POST.get("show", ""), "page": request.POST.get("page", "")}
    return redirect(f"{reverse('documents:import_check', args=[spec.key, run.pk])}?{urlencode(shown)}")


@allow_signed_in
@require_GET
def import_errors(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The table with each wrong cell tinted and its reason, to be mended and sent in again."""
    spec, run = _unwritten(request, key, pk)
    review = operations.review(run=run, spec=spec, sheet=_sheet(run, spec), actor=_user(request))
    return xlsx.download(error_file(review), f"{spec.title}_错误表.xlsx")


@allow_signed_in
@require_POST
def import_write(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Write the whole file or nothing; a long one by a background job."""
    spec, run = _unwritten(request, key, pk)
    if len(_sheet(run, spec).rows) > DIRECT_ROWS:
        job = jobs.start(
            kind=JOB_KIND,
            title=f"{spec.title}：{run.filename}",
            actor=_user(request),
            params={"run": run.pk},
            subject=f"documents.ImportRun:{run.pk}",
        )
        return redirect("jobs:progress", job.pk)
    operations.write(run=run, spec=spec, actor=_user(request))
    return redirect("documents:import_done", key, pk)


@allow_signed_in
@require_GET
def import_done(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """What was written."""
    spec = _spec(request, key)
    run = _run(request, spec, pk)
    if run.state != ImportState.WRITTEN:
        raise Http404
    return render(request, "documents/import_done.html", {"spec": spec, "run": run, "steps": _steps(4)})


def _user(request: HttpRequest) -> Any:
    return request.user


def _spec(request: HttpRequest, key: str) -> ImportSpec:
    """The import, for its roles only."""
    spec = spec_of(key)
    if spec is None:
        raise Http404
    if not _user(request).has_role(*spec.roles):
        raise PermissionDenied(Denial(spec.roles))
    return spec


def _run(request: HttpRequest, spec: ImportSpec, pk: int) -> ImportRun:
    """The user's own import; another's does not exist."""
    return scoped_or_404(ImportRun.objects.filter(actor=_user(request), spec_key=spec.key), pk=pk)


def _sheet(run: ImportRun, spec: ImportSpec, name: str = "") -> Sheet:
    try:
        return operations.sheet_of(run=run, spec=spec, name=name)
    except FileNotFoundError as error:
        raise Conflict("上传的文件已经清理，请重新上传") from error


def _unwritten(request: HttpRequest, key: str, pk: int) -> tuple[ImportSpec, ImportRun]:
    spec = _spec(request, key)
    run = _run(request, spec, pk)
    operations.require_open(run)
    return spec, run


def _source(run: ImportRun, sheet: Sheet) -> str:
    """Which table is being looked at, for the head of the page."""
    name = f"　工作表“{sheet.name}”" if sheet.name else ""
    return f"{run.filename}{name}　表头在第 {sheet.rows[run.head].number} 行"


def _steps(now: int) -> list[Step]:
    return [
        Step(label, state="done" if index < now else "now" if index == now else "")
        for index, label in enumerate(_STEPS)
    ]


def _columns(review: Review, rows: list[Row] | None) -> list[int]:
    """Which columns are shown: all, or of rows with problems the first one and those where something is said."""
    everything = range(len(review.columns))
    if not rows:
        return list(everything)
    return [i for i in everything if i == 0 or any(row.shown[i].reason for row in rows)]


def _tabs(review: Review) -> dict[str, tuple[str, list[Row]]]:
    """The parts of the file one can look at, errors first."""
    tabs = {
        "problems": ("错误和请核对", [*review.errors, *review.questions, *review.remarks]),
        "errors": ("错误", review.errors),
        "questions": ("待选定", review.questions),
    }
    for outcome in Outcome:
        tabs[outcome.value] = (str(outcome.label), review.by_outcome[outcome])
    return {**tabs, "all": ("全部", review.rows)}
