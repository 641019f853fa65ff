"""An open call of the demo district with three ideas. All invented."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from livelihood_projects.models import Round
from livelihood_projects.projects import propose
from livelihood_projects.rounds import open_call

_IDEAS = (
    ("加装农村道路太阳能路灯", "村里主路晚上没有灯，老人孩子出行不便。", "槐荫镇"),
    ("改造老旧供水管网", "小区水压低，夏天经常停水。", "临河街道"),
    ("增设社区老年食堂", "独居老人多，一日三餐不便。", "柳湖街道"),
)


@transaction.atomic
def load() -> None:
    """An open call with three ideas, unless there is a round already or the demo district is not there."""
    clerk = User.objects.filter(username="office").first()
    if clerk is None or Round.objects.exists():
        return
    today = timezone.localdate()
    row = open_call(
        actor=clerk,
        year=today.year + 1,
        title=f"安澜区{today.year + 1}年民生实事项目",
        call="向全区群众征集明年的民生实事项目，请写清楚要办什么事、在哪里、为什么。",
        opens_on=today - timedelta(days=10),
        closes_on=today + timedelta(days=29),
        shortest_call=30,
    )
    for title, content, place in _IDEAS:
        propose(round=row, actor=None, token=uuid4(), title=title, content=content, place=place)
