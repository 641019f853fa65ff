"""A long file of a deputy is printed by a worker."""

from __future__ import annotations

from django.utils import timezone

from congress.jobs.registry import JobError, JobRun
from deputies.duty import rules
from deputies.models import Deputyship

KIND = "deputies.duty_archive"


def print_archive(run: JobRun) -> None:
    """Print the file of a deputyship, if whoever asked may still read it when the worker begins."""
    # The printing code is 60 MB that beat would otherwise load too.
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from deputies.duty import printing  # noqa: PLC0415

    row = None
    if run.actor is not None:
        seen = Deputyship.objects.filter(rules.see_file.as_q(run.actor), pk=run.params["deputyship"])
        row = seen.select_related("person", "term__area", "constituency").first()
    if row is None or run.actor is None:
        raise JobError("没有找到这份档案，可能已经不在您的范围内")
    try:
        result = printing.print_archive(row, run.actor, timezone.localdate(), progress=run.progress)
    except SubsetterMissing as error:  # its message says what to do
        raise JobError(str(error)) from error
    run.save_result(f"{printing.archive_name(row)}.pdf", result.bytes)
