"""The steps of an import. Nothing is written into the register before the last one."""

from __future__ import annotations

from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.imports import ImportSpec, Outcome, Review, check, match_columns
from congress.documents.models import ImportRun, ImportState
from congress.documents.sheets import Sheet, find_head, read


def upload(*, spec: ImportSpec, file: UploadedFile[bytes], actor: User) -> ImportRun:
    """Read a file and keep it; files of the same kind this user left unfinished go.

    Raises ``SheetError`` when it cannot be read, ``OSError`` when the disk is full.
    """
    filename = str(file.name or "")[-200:]
    sheet = read(file, filename, known=spec.known_names)
    head = find_head(sheet, spec.known_names)
    file.seek(0)
    run = ImportRun(spec_key=spec.key, filename=filename, head=head, actor=actor)
    run.mapping = match_columns(spec, sheet.rows[head].values)
    run.file = file
    with transaction.atomic():
        unfinished = ImportRun.objects.filter(actor=actor, spec_key=spec.key).exclude(
            state=ImportState.WRITTEN
        )
        for old in unfinished:
            transaction.on_commit(partial(old.file.storage.delete, old.file.name or ""))
        unfinished.delete()
        run.save()
    return run


def map_columns(*, run: ImportRun, head: int, mapping: dict[str, int]) -> None:
    """Say where the head stands and which column is which."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        _require_unwritten(run)
        run.head, run.mapping, run.state = head, mapping, ImportState.MAPPED
        run.save(update_fields=["head", "mapping", "state"])


def write(*, run: ImportRun, spec: ImportSpec, actor: User) -> ImportRun:
    """Check once more against what is in the register now, then write the whole file or nothing."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        _require_unwritten(run)
        result = review(run=run, spec=spec, sheet=sheet_of(run=run, spec=spec), actor=actor)
        if result.refusal:
            raise Conflict(result.refusal)
        spec.apply(result.to_write, actor)
        run.state, run.written_at = ImportState.WRITTEN, timezone.now()
        run.counts = {outcome.value: result.count(outcome) for outcome in Outcome}
        run.save(update_fields=["state", "written_at", "counts"])
        audit.record(
            actor=actor, verb="documents:import_write", obj=run, after={"spec_key": spec.key, **run.counts}
        )
    return run


def review(*, run: ImportRun, spec: ImportSpec, sheet: Sheet, actor: User) -> Review:
    """The file checked against the register as it is now."""
    return check(spec, sheet, run.head, run.mapping, actor)


def sheet_of(*, run: ImportRun, spec: ImportSpec) -> Sheet:
    """The table in the stored file."""
    with run.file.open("rb") as file:
        return read(file, run.filename, known=spec.known_names)


def _require_unwritten(run: ImportRun) -> None:
    if run.state == ImportState.WRITTEN:
        raise Conflict("这个文件已经写入过，不能再写一次")
