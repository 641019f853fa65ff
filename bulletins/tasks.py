"""Background work of the bulletins."""

from bulletins.models import Issue
from bulletins.operations.rendering import KIND
from bulletins.printing import fingerprint, print_issue
from congress.jobs.registry import JobError, JobRun, job_kind


@job_kind(KIND)
def render(run: JobRun) -> None:
    """Set the pages of an issue as it stands when the worker begins."""
    # The printing code is 60 MB that beat and the web server would otherwise load too.
    from bulletins.press.pdf import render_issue  # noqa: PLC0415
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from congress.documents.pdf.renderer import MissingGlyphs  # noqa: PLC0415

    issue = Issue.objects.select_related("series").filter(pk=run.params["issue"]).first()
    if issue is None:
        raise JobError("这一期已经不在了")
    printed = print_issue(issue)
    try:
        result = render_issue(printed, run.progress)
    except (MissingGlyphs, SubsetterMissing) as error:  # their messages say what to do
        raise JobError(str(error)) from error
    run.save_result(f"{printed.title}.pdf", result.bytes)
    run.set_data(
        {
            "fingerprint": fingerprint(printed),
            "sheets": result.pages,
            "anchors": result.anchors,
            "entry_pages": result.entry_pages,
            "article_pages": result.article_pages,
            "warnings": list(result.warnings),
        }
    )
