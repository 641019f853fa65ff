"""What notices plug into the portal: the bell in the masthead, the newest on the home page, a line in the menu."""

from collections.abc import Iterable

from django.urls import reverse

from congress.accounts.enums import EVERY_ROLE
from congress.accounts.models import User
from congress.jobs.kinds import register_kinds
from congress.notices import demo, queries
from congress.notices.messages import portal as messages
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    NoticeLine,
    NoticeSource,
    register_demo,
    register_menu,
    register_notices,
)


def _recent(user: User, limit: int) -> Iterable[NoticeLine]:
    for notice in queries.recent(user, limit):
        yield NoticeLine(
            notice.title,
            reverse("notices:read", args=[notice.pk]),
            notice.created_at,
            notice.read_at is not None,
        )


register_menu(MenuItem(MenuGroup.SYSTEM, "通知", "notices:index", "bell", roles=EVERY_ROLE, order=70))
register_notices(NoticeSource("notices:index", queries.unread_count, _recent))
register_demo(90, "通知", demo.load)
messages.plug_in()
register_kinds({"notices.dispatch": "发短信、邮件"})
