"""What polls plug into the portal."""

from collections.abc import Iterator

from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.ballots import demo, rules
from congress.ballots.enums import PollState
from congress.ballots.models import Elector, Poll
from congress.ballots.procedures import GENERAL, Procedure, register_procedure
from congress.ballots.workflow import POLLS
from congress.search.index import Searched
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    SettingsGroup,
    SettingsPage,
    Todo,
    register_demo,
    register_menu,
    register_search,
    register_settings,
    register_todos,
)

INDEX = "ballots:index"


def todos(user: User) -> Iterator[Todo]:
    """Votes this user has not cast yet (one query)."""
    waiting = Elector.objects.filter(
        user=user, on_paper=False, voted=False, poll__state=PollState.VOTING
    ).order_by("poll__started_at", "pk")
    for poll, title in waiting.values_list("poll_id", "poll__title"):
        yield Todo(f"投票：{title}", "无记名，截止以前投", reverse("ballots:vote", args=[poll]), "去投票")


def found(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Polls by title, for the global search."""
    rows = Poll.objects.visible_to(user)
    for word in text.split():
        rows = rows.filter(title__contains=word)
    for pk, title, state in rows.values_list("pk", "title", "state")[:limit]:
        yield SearchHit(title, str(PollState(state).label), reverse("ballots:detail", args=[pk]))


register_demo(98, "投票表决", demo.load)
register_menu(MenuItem(MenuGroup.HANDLE, "投票表决", INDEX, "checkbox", rules.READERS, order=80))
register_settings(
    SettingsPage(
        SettingsGroup.RUNNING,
        "表决规则",
        "几分之几算通过，能不能弃权，一次评几个等次；准备投票时选。",
        "ballots:settings",
        rules.RULE_KEEPERS,
        order=20,
    )
)
register_todos(todos)
register_search(
    SearchProvider("投票表决", 76, found, rules.READERS, INDEX, tables=(Searched(Poll, ("title",)),))
)

register_procedure(Procedure(GENERAL, "普通表决、测评", rules.see_general, rules.keep_general))
register_verbs({f"ballots:{step.step}": f"{step.label}（投票表决）" for step in POLLS})
register_verbs(
    {
        "ballots:prepare_poll": "准备投票表决",
        "ballots:vote": "投票",
        "ballots:add_line": "增加表决规则",
        "ballots:change_line": "修改表决规则",
    }
)
register_facts(
    "ballots",
    {
        "items": "表决项目",
        "electorate": "投票人范围",
        "people": "人数",
        "paper": "纸质票",
        "ballots": "票数",
        "issued": "发出",
        "returned": "收回",
        "cast": "收回的票",
        "valid": "有效",
        "void": "无效",
        "reason": "原因",
    },
)
