"""What of points takes its time: everybody reckoned anew, a replay for many."""

from __future__ import annotations

from django.urls import reverse

from congress.jobs.registry import JobError, JobRun
from deputies.models import PointsScheme
from deputies.points.operations.schemes import SETTLE_KIND
from deputies.points.recomputing import recompute
from deputies.points.what_if import as_workbook, replay

__all__ = ["REPLAY_KIND", "SETTLE_KIND", "replay_scheme", "settle_year"]

REPLAY_KIND = "points.replay"


def settle_year(run: JobRun) -> None:
    """Reckon a year anew and say how many accounts differed."""
    year = run.params["year"]
    result = recompute(year, run.actor, run.progress)
    run.set_data({"url": reverse("points:year", args=[year]), "words": result.words})


def replay_scheme(run: JobRun) -> None:
    """Replay a year under a scheme, as a spreadsheet."""
    seen = PointsScheme.objects.visible_to(run.actor) if run.actor else PointsScheme.objects.none()
    scheme = seen.filter(pk=run.params["scheme"]).select_related("area").first()
    if scheme is None:
        raise JobError("没有找到这份积分办法，可能已经不在您的范围内")
    run.progress(10, "正在试算")
    data = as_workbook(scheme, replay(scheme))
    run.save_result(f"{scheme.year}年积分试算（第{scheme.edition}版）.xlsx", data)
