"""Notices for the accounts of the demo district; invented."""

from django.db.models import Q
from django.urls import reverse

from congress.accounts.enums import STAFF_ROLES
from congress.accounts.models import User
from congress.notices.models import Notice
from congress.notices.operations import read, send


def load() -> None:
    """Send what has not been sent yet; the oldest is read already."""
    everyone = list(User.objects.filter(is_active=True, assignments__isnull=False).distinct())
    send(
        to=everyone,
        title="平台已开通，欢迎使用",
        text="字太小时，点页面上方的“大字”。",
        key="demo:welcome",
    )
    for notice in Notice.objects.filter(key="demo:welcome"):
        read(notice=notice)
    desk = User.objects.filter(Q(assignments__role__in=STAFF_ROLES), is_active=True).distinct()
    send(
        to=desk,
        title="本月活动请于25日前登记",
        text="登记齐了才好编排本月的《人大信息》。",
        url=reverse("dashboard:home"),
        key="demo:monthly",
    )
