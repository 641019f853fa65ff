"""The pages of an import: choose the file, match the columns, check, write."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congress.access.decorators import allow_signed_in
from congress.access.exceptions import Conflict, Denial
from congress.access.rules import scoped_or_404
from congress.documents import operations, xlsx
from congress.documents.forms import ColumnsForm, UploadForm
from congress.documents.imports import ImportSpec, Outcome, Review, Row, spec_of
from congress.documents.models import ImportRun, ImportState
from congress.documents.parsers import show
from congress.documents.sheets import Sheet, SheetError
from congress.documents.tasks import JOB_KIND
from congress.jobs import operations as jobs
from congress.jobs.files import FULL
from congress.web.parts import Step

PER_PAGE = 100
#: A file with more rows is written by a background job, which takes as long as it takes.
DIRECT_ROWS = 200
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
    """An empty table with the heads the import knows."""
    spec = _spec(request, key)
    data = xlsx.workbook(spec.title, [f.label for f in spec.fields], [])
    return xlsx.download(data, f"{spec.title}_样表.xlsx")


@allow_signed_in
@require_http_methods(["GET", "POST"])
def import_columns(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Which column is which; with ``head`` in the address the columns are matched again."""
    spec, run, sheet = _unwritten(request, key, pk)
    is_saved = run.state == ImportState.MAPPED
    initial = {
        "head": run.head,
        **{f"column_{n}": str(c) for n, c in (run.mapping if is_saved else {}).items()},
    }
    if "head" in request.GET and request.GET["head"].isdecimal():
        initial = {"head": min(int(request.GET["head"]), len(sheet.rows) - 1)}
    form = ColumnsForm(spec, sheet, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        operations.map_columns(run=run, head=form.cleaned_data["head"], mapping=form.mapping)
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
    if run.state == ImportState.UPLOADED:
        return redirect("documents:import_columns", key, pk)
    sheet = _sheet(run, spec)
    review = operations.review(run=run, spec=spec, sheet=sheet, actor=_user(request))
    shown = request.GET.get("show", "")
    tabs = _tabs(review)
    if shown not in tabs:
        shown = "problems" if tabs["problems"][1] else "all"
    context = {
        "spec": spec,
        "run": run,
        "source": _source(run, sheet),
        "review": review,
        "counts": {outcome.value: review.count(outcome) for outcome in Outcome},
        "tabs": [(name, label, len(rows), name == shown) for name, (label, rows) in tabs.items()],
        "page": Paginator(tabs[shown][1], PER_PAGE).get_page(request.GET.get("page")),
        "steps": _steps(2),
    }
    return render(request, "documents/import_check.html", context)


@allow_signed_in
@require_GET
def import_errors(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The rows with errors or to be checked, each wrong cell tinted and with its reason."""
    spec, run, sheet = _unwritten(request, key, pk)
    review = operations.review(run=run, spec=spec, sheet=sheet, actor=_user(request))
    labels = [f.label for f, _ in review.columns]
    rows = [_error_row(row, review) for row in [*review.errors, *review.remarks]]
    data = xlsx.workbook("错误表", [*labels, "原表第几行", "要改什么"], rows)
    return xlsx.download(data, f"{spec.title}_错误表.xlsx")


@allow_signed_in
@require_POST
def import_write(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Write the whole file or nothing; a long one by a background job."""
    spec, run, sheet = _unwritten(request, key, pk)
    if len(sheet.rows) > DIRECT_ROWS:
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


def _sheet(run: ImportRun, spec: ImportSpec) -> Sheet:
    try:
        return operations.sheet_of(run=run, spec=spec)
    except FileNotFoundError as error:
        raise Conflict("上传的文件已经清理，请重新上传") from error


def _unwritten(request: HttpRequest, key: str, pk: int) -> tuple[ImportSpec, ImportRun, Sheet]:
    spec = _spec(request, key)
    run = _run(request, spec, pk)
    if run.state == ImportState.WRITTEN:
        raise Conflict("这个文件已经写入过，不能再改")
    return spec, run, _sheet(run, spec)


def _source(run: ImportRun, sheet: Sheet) -> str:
    """Which table is being looked at, for the head of the page."""
    name = f"　工作表“{sheet.name}”" if sheet.name else ""
    return f"{run.filename}{name}　表头在第 {sheet.rows[run.head].number} 行"


def _steps(now: int) -> list[Step]:
    return [
        Step(label, state="done" if index < now else "now" if index == now else "")
        for index, label in enumerate(_STEPS)
    ]


def _tabs(review: Review) -> dict[str, tuple[str, list[Row]]]:
    """The parts of the file one can look at, errors first."""
    fine = [row for row in review.rows if not row.has_error]
    tabs = {
        "problems": ("错误和请核对", [*review.errors, *review.remarks]),
        "errors": ("错误", review.errors),
    }
    for outcome in Outcome:
        tabs[outcome.value] = (str(outcome.label), [row for row in fine if row.outcome == outcome])
    return {**tabs, "all": ("全部", review.rows)}


def _error_row(row: Row, review: Review) -> list[Any]:
    cells: list[Any] = []
    reasons = []
    for f, _ in review.columns:
        cell = row.cells[f.name]
        reason = cell.error or cell.remark
        if reason:
            reasons.append(f"{f.label}：{reason}")
        value = show(cell.raw) if cell.error else cell.text
        cells.append(xlsx.Remarked(value, reason) if reason else value)
    return [*cells, row.number, "；".join(reasons)]
