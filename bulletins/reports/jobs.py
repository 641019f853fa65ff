"""A report is printed by a worker."""

from __future__ import annotations

from bulletins.models import Report
from bulletins.reports.paper import file_name, paper_of
from congress.jobs.registry import JobError, JobRun

KIND = "bulletins.print_report"


def print_report(run: JobRun) -> None:
    """Write a report as PDF or DOCX, as it stands when the worker begins and as its asker may see it."""
    rows = Report.objects.visible_to(run.actor) if run.actor else Report.objects.none()
    report = rows.filter(pk=run.params["report"]).first()
    if report is None:
        raise JobError("没有找到这份报告，可能已经不在您的范围内")
    run.progress(5, "正在排版")
    paper = paper_of(report, marks=run.params["marks"], sources=run.params["sources"])
    # Printing is 60 MB of code that beat and most web processes never need.
    if run.params["format"] == "docx":
        from bulletins.reports.docx import report_docx  # noqa: PLC0415

        run.save_result(file_name(report, "docx"), report_docx(paper))
        return
    from bulletins.reports.printing import report_pdf  # noqa: PLC0415
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from congress.documents.pdf.renderer import MissingGlyphs  # noqa: PLC0415

    try:
        result = report_pdf(paper, run.progress)
    except (MissingGlyphs, SubsetterMissing) as error:  # their messages say what to do
        raise JobError(str(error)) from error
    run.save_result(file_name(report, "pdf"), result.bytes)
