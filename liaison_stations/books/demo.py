"""Plans and summaries of the stations of the demo district. All invented; one station has not written its plan yet."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.queries import district
from liaison_stations.enums import PaperKind
from liaison_stations.models import Station, StationPaper

_PLAN = """一、接待群众。按接待日安排，代表轮流进站，做到事事有登记、件件有回音。
二、学习培训。每季度组织进站代表集中学习一次，重点学习代表法和新修订的法律法规。
三、视察调研。围绕老旧小区改造、农贸市场卫生、校门口交通各开展一次调研，形成建议。
四、述职评议。十月底前组织区人大代表分批向选民述职。
五、台账管理。接待、走访、建议办理当天登记，年底归档。"""
_SUMMARY = """一年来，本站按计划开展代表接待日活动，代表进站、群众来访、事项办理均已登记。
群众反映的事项，能当场答复的当场答复，需要有关单位办理的及时交办，办理结果已告知本人。
存在的不足：学习培训次数偏少，部分代表进站不够均衡。明年在轮值安排和培训上改进。"""
#: Every third station has summed up the year before it ended.
_EVERY = 3


@transaction.atomic
def load() -> None:
    """Enter plans and summaries of this year, unless there are some already."""
    root, clerk = district(), User.objects.filter(username="deputywork").first()
    if root is None or clerk is None or StationPaper.objects.exists():
        return
    today = timezone.localdate()
    stations = list(Station.objects.filter(kind__is_station=True).order_by("pk"))
    texts = [(station, PaperKind.PLAN, _PLAN, 1) for station in stations[:-1]]
    texts += [(station, PaperKind.SUMMARY, _SUMMARY, today.month) for station in stations[::_EVERY]]
    papers = StationPaper.objects.bulk_create(
        StationPaper(
            station=station,
            year=today.year,
            kind=kind,
            text=text,
            written_by=clerk,
            written_at=timezone.make_aware(datetime.combine(today.replace(month=month, day=1), time(9))),
            version=1,
        )
        for station, kind, text, month in texts
    )
    audit.record(actor=None, verb="liaison_stations:load", obj=root, after={"papers": len(papers)})
