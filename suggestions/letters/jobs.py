"""The case file of a suggestion with much text is printed by a worker."""

from __future__ import annotations

from django.utils import timezone

from congress.jobs.registry import JobError, JobRun
from suggestions.letters.reading import record_for, sees_opinions
from suggestions.models import Suggestion

KIND = "suggestions.case_file"


def print_case_file(run: JobRun) -> None:
    """Print the case file as its asker may see it when the worker begins."""
    # The printing code is 60 MB that beat would otherwise load too.
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from congress.documents.pdf.renderer import MissingGlyphs  # noqa: PLC0415
    from suggestions.letters.case_file import case_file  # noqa: PLC0415

    user = run.actor
    record = record_for(Suggestion.objects.visible_to(user), run.params["suggestion"]) if user else None
    if user is None or record is None:
        raise JobError("没有找到这件建议，可能已经不在您的范围内")
    try:
        result = case_file(
            record, opinions=sees_opinions(user), today=timezone.localdate(), progress=run.progress
        )
    except (MissingGlyphs, SubsetterMissing) as error:  # their messages say what to do
        raise JobError(str(error)) from error
    run.save_result(f"{record.row.number_text or record.row.receipt}办理卷宗.pdf", result.bytes)
