"""Background work of suggestions."""

from celery import shared_task

from congress.jobs.registry import JobError, JobRun, job_kind
from suggestions import printing
from suggestions.reminding import operations as reminding


@shared_task(name="suggestions.tasks.remind")
def remind() -> None:
    """Every morning at nine; on working days it tells everybody once what is due or late."""
    reminding.remind()


@job_kind(printing.JOB_KIND)
def print_list(run: JobRun) -> None:
    """Print the picked suggestions, within what the asker may see now."""
    # The printing code is 60 MB that beat and the web server would otherwise load too.
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from congress.documents.pdf.renderer import MissingGlyphs, render_pdf  # noqa: PLC0415

    if run.actor is None:
        raise JobError("打印清单要有人来要，请回到列表重新打印")
    title = str(run.params["title"])
    html = printing.list_html(title=title, keys=run.params["rows"], reader=run.actor)
    try:
        result = render_pdf(html, stylesheet=printing.stylesheet(), title=title)
    except (MissingGlyphs, SubsetterMissing) as error:  # their messages say what to do
        raise JobError(str(error)) from error
    run.save_result(f"{title}.pdf", result.bytes)
