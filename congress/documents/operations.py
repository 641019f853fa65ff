"""The steps of an import. Nothing is written into the register before the last one."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.imports import ImportSpec, Outcome
from congress.documents.models import OPEN, ImportRun, ImportState
from congress.documents.review import Layout, Review, check, guess_fixed, match_columns
from congress.documents.sheets import Sheet, find_head, names_at, read

#: So many days after anybody last worked on it, an unfinished import loses its file.
UNFINISHED_DAYS = 30


def upload(*, spec: ImportSpec, file: UploadedFile[bytes], actor: User) -> ImportRun:
    """Read a file and keep it; files of the same kind this user left unfinished go.

    Raises ``SheetError`` when it cannot be read, ``OSError`` when the disk is full.
    """
    filename = str(file.name or "")[-200:]
    sheet = read(file, filename, known=spec.known_names)
    head = find_head(sheet, spec.known_names)
    file.seek(0)
    run = ImportRun(spec_key=spec.key, filename=filename, sheet=sheet.name, head=head, actor=actor)
    run.mapping = match_columns(spec, names_at(sheet, head, spec.known_names))
    run.fixed = guess_fixed(spec, sheet, head, run.mapping)
    run.file = file
    with transaction.atomic():
        unfinished = ImportRun.objects.filter(actor=actor, spec_key=spec.key, state__in=OPEN)
        for old in unfinished:
            transaction.on_commit(partial(old.file.storage.delete, old.file.name or ""))
        unfinished.delete()
        run.save()
    return run


def map_columns(
    *, run: ImportRun, sheet: str, head: int, mapping: dict[str, int], fixed: dict[str, str]
) -> None:
    """Say which sheet is meant, where its head stands, which column is which, and what the whole table is."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        require_open(run)
        if (run.sheet, run.head) != (sheet, head):
            run.answers = {}
        run.sheet, run.head, run.mapping, run.fixed = sheet, head, mapping, fixed
        run.state = ImportState.MAPPED
        run.save(update_fields=["sheet", "head", "mapping", "fixed", "answers", "state", "changed_at"])


def answer(*, run: ImportRun, answers: dict[str, str]) -> None:
    """Keep which records rows mean: row number → answer; an empty answer opens the question again."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        require_open(run)
        run.answers = {row: value for row, value in {**run.answers, **answers}.items() if value}
        run.save(update_fields=["answers", "changed_at"])


def write(*, run: ImportRun, spec: ImportSpec, actor: User) -> ImportRun:
    """Check once more against what is in the register now, then write the whole file or nothing.

    Imports of the same kind wait for each other, so that the second one sees what the first one wrote. The file
    goes: it may hold what the portal does not keep, such as identity numbers (R313).
    Raises ``Conflict`` when the file cannot be written any more.
    """
    try:
        with transaction.atomic():
            same_kind = ImportRun.objects.filter(spec_key=spec.key).order_by("pk")
            run = {locked.pk: locked for locked in same_kind.select_for_update()}[run.pk]
            require_open(run)
            _write(run, spec, actor)
            transaction.on_commit(partial(run.file.storage.delete, run.file.name or ""))
    except IntegrityError as error:
        raise Conflict("核对以后名册又有变化，没有写入，请重新核对") from error
    return run


def _write(run: ImportRun, spec: ImportSpec, actor: User) -> None:
    result = review(run=run, spec=spec, sheet=sheet_of(run=run, spec=spec), actor=actor)
    if result.refusal:
        raise Conflict(result.refusal)
    spec.apply(result.to_write, actor)
    run.state, run.written_at = ImportState.WRITTEN, timezone.now()
    run.counts = {outcome.value: result.count(outcome) for outcome in Outcome}
    run.findings = result.findings
    run.save(update_fields=["state", "written_at", "counts", "findings", "changed_at"])
    audit.record(
        actor=actor, verb="documents:import_write", obj=run, after={"spec_key": spec.key, **run.counts}
    )


def clear_unfinished(*, days: int = UNFINISHED_DAYS) -> int:
    """Delete the files of imports that nobody has worked on for ``days`` days; the records stay and say so.

    A file may hold what the portal does not keep, such as identity numbers (R313). Returns how many.
    """
    before = timezone.now() - timedelta(days=days)
    left = ImportRun.objects.filter(state__in=OPEN, changed_at__lt=before)
    count = 0
    for key in left.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            run = left.select_for_update().filter(pk=key).first()
            if run is None:  # taken up again meanwhile
                continue
            # The file goes first: broken off here, the next night finds the record again.
            run.file.delete(save=False)
            run.state = ImportState.CLEARED
            run.save(update_fields=["file", "state", "changed_at"])
            audit.record(actor=None, verb="documents:clear_unfinished", obj=run, after={"state": run.state})
            count += 1
    return count


def review(*, run: ImportRun, spec: ImportSpec, sheet: Sheet, actor: User) -> Review:
    """The file checked against the register as it is now."""
    return check(spec, sheet, Layout(run.head, run.mapping, run.fixed, run.answers), actor)


def sheet_of(*, run: ImportRun, spec: ImportSpec, name: str = "") -> Sheet:
    """The table in the stored file: the chosen sheet, or the one called ``name``."""
    with run.file.open("rb") as file:
        return read(file, run.filename, known=spec.known_names, name=name or run.sheet)


def require_open(run: ImportRun) -> None:
    """Raise ``Conflict`` for an import that was written, or whose file was cleared away."""
    if run.state == ImportState.WRITTEN:
        raise Conflict("这个文件已经写入过，不能再写一次")
    if run.state == ImportState.CLEARED:
        raise Conflict(f"这个文件 {UNFINISHED_DAYS} 天没有写入，已经清理，请重新上传")
