"""What is filtered, or what is picked, as a spreadsheet."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from congress.documents import xlsx
from congress.jobs import operations as jobs
from congress.web.lists.listing import Listing
from congress.web.lists.rows import fetched, load

#: More rows than this are written by a background job.
DIRECT_ROWS = 2_000
#: Rows that are read at once.
CHUNK = 500
JOB_KIND = "web.export"


def export(listing: Listing, rows: QuerySet[Any]) -> HttpResponse:
    """The file at once, or, for everything a long list filters, the page of the job that writes it."""
    count = rows.order_by().count()
    if count <= DIRECT_ROWS:
        return xlsx.download(workbook(listing, rows), filename(listing))
    page = listing.page
    job = jobs.start(
        kind=JOB_KIND,
        title=f"导出{page.title} {count:,} {page.unit}",
        actor=listing.user,
        params={"list": page.key, "querystring": listing.here_query},
    )
    return redirect("jobs:progress", job.pk)


def workbook(listing: Listing, rows: QuerySet[Any], tell: Callable[[int], None] = lambda done: None) -> bytes:
    """The columns the user sees and those that are only for the file; ``tell`` hears how many rows are done."""
    columns = [c for c in listing.page.columns if c.only_export or listing.shown[c.key]]

    def values() -> Iterator[list[Any]]:
        found = fetched(rows, columns).iterator(chunk_size=CHUNK)
        for number, chunk in enumerate(iter(lambda: list(islice(found, CHUNK)), [])):
            load([c for c in columns if not c.needs], chunk)
            for done, row in enumerate(chunk, start=number * CHUNK + 1):
                yield [column.value(row) for column in columns]
                tell(done)

    return xlsx.workbook(listing.page.title, [c.label for c in columns], values())


def filename(listing: Listing) -> str:
    """What the file is called: the list and the day."""
    return f"{listing.page.title}_{timezone.localdate().isoformat()}.xlsx"
