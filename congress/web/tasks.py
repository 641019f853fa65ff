"""Long work the lists ask for."""

from django.http import HttpRequest, QueryDict

from congress.jobs.registry import JobError, JobRun, job_kind
from congress.web.lists.declare import list_of
from congress.web.lists.export import JOB_KIND, filename, workbook
from congress.web.lists.listing import Listing


@job_kind(JOB_KIND)
def export(run: JobRun) -> None:
    """Write everything a list filters, within what the asker may see now."""
    page = list_of(run.params["list"])
    if page is None or run.actor is None:
        raise JobError("这个列表已经不在了，请回到列表重新导出")
    request = HttpRequest()
    request.user = run.actor
    request.GET = QueryDict(run.params["querystring"])
    listing = Listing(page, request)
    total = max(listing.count, 1)

    def tell(done: int) -> None:
        run.progress(min(99, done * 100 // total), f"已写 {done:,} {page.unit}，共 {total:,} {page.unit}")

    run.save_result(filename(listing), workbook(listing, listing.filtered, tell))
