"""The archive of a year with much in it is printed by a worker."""

from __future__ import annotations

from django.utils import timezone

from congress.jobs.registry import JobError, JobRun
from liaison_stations.books.records import Records
from liaison_stations.models import Station

KIND = "liaison_stations.archive"


def print_archive(run: JobRun) -> None:
    """Print the books of a station and year, if whoever asked still sees the station when the worker begins."""
    # The printing code is 60 MB that beat would otherwise load too.
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from liaison_stations.books import printing  # noqa: PLC0415

    seen = Station.objects.visible_to(run.actor) if run.actor else Station.objects.none()
    station = seen.filter(pk=run.params["station"]).first()
    if station is None:
        raise JobError("没有找到这个联络站，可能已经不在您的范围内")
    records = Records(station, run.params["year"])
    try:
        result = printing.print_archive(records, timezone.localdate(), progress=run.progress)
    except SubsetterMissing as error:  # its message says what to do
        raise JobError(str(error)) from error
    run.save_result(f"{printing.archive_name(station, records.year)}.pdf", result.bytes)
