"""What the lists plug into the portal: lines of the menu, the global search, what waits for whoever keeps a gate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.db.models import Count, Min, Q
from django.urls import reverse

from congress.accounts.models import User
from congress.search.index import newest_of
from congress.search.text import Typed
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    Todo,
    register_menu,
    register_search,
    register_todos,
)
from suggestions import rules
from suggestions.enums import CommitmentState, ExtensionState, HandlingState, Occasion, State
from suggestions.models import Commitment, Extension, Handling, Suggestion, SuggestionQuerySet
from suggestions.queries.desk import at_own_gate
from suggestions.queries.finding import by_index, by_reading, words_of
from suggestions.showing import occasion_shown
from suggestions.workflow import KEEPERS, PROPOSERS

INDEX = "suggestions:index"
SENTIMENT = "suggestions:sentiment"
_IS_SENTIMENT = Q(occasion=Occasion.SENTIMENT)


#: What a hit tells of a suggestion.
_SHOWN = (
    "title",
    "number_text",
    "occasion",
    "state",
    "submitted_at",
    "lead__person__name",
    "session__number",
    "session__term__number",
)


def find(user: User, text: Typed, limit: int, *, rows: SuggestionQuerySet) -> Iterator[SearchHit]:
    """Suggestions by number, title, lead or unit."""
    order = "-submitted_at", "-pk"
    words = text.once(words_of)
    shown = rows.select_related("session__term", "lead__person").only(*_SHOWN)
    newest = newest_of(
        shown,
        lambda some: by_reading(some, words),
        lambda some: by_index(some, words),
        limit,
        *order,
        words=len(words),
    )
    for row in newest:
        told = row.number_text or "未编号", occasion_shown(row), row.lead.person.name, row.get_state_display()
        context = "　".join(map(str, told))
        yield SearchHit(row.title, context, reverse("suggestions:detail", args=[row.pk]))


def _at_a_desk(user: User, text: Typed, limit: int, *, only: Q) -> Iterator[SearchHit]:
    rows = Suggestion.objects.visible_to(user).exclude(state=State.DRAFT, shared_with_office=False)
    yield from find(user, text, limit, rows=rows.filter(only))


def _of_a_deputy(user: User, text: Typed, limit: int) -> Iterator[SearchHit]:
    """The own ones and the jointly signed; whoever also has a desk finds them there."""
    if not user.has_role(*rules.DESK_READERS):
        yield from find(user, text, limit, rows=Suggestion.objects.visible_to(user))


#: What a keeper of a gate does with suggestions in a state: the verb, and what it leads to.
_STEPS = {
    State.SUBMITTED: ("审核", "代表提交之后等着入口审核", "去审核"),
    State.REGISTERED: ("交办", "审核通过，等着交承办单位", "去交办"),
    State.EVALUATED: ("核查销号", "代表已评价，核查办理结果之后销号", "去核查"),
    State.STUDY: ("联合研究", "代表两次不满意，等着研究结论", "去研究"),
}


def todos(user: User) -> Iterator[Todo]:
    """What waits at the user's gate, one line for each kind of step with the nearest day (3 queries)."""
    if not user.has_role(*KEEPERS):
        return
    kept = Suggestion.objects.kept_by(user).open()
    counted = (
        kept.order_by().values("state", sentiment=_IS_SENTIMENT).annotate(n=Count("*"), due=Min("due_on"))
    )
    for line in sorted(counted, key=lambda line: list(State).index(State(line["state"]))):
        if line["state"] in _STEPS:
            verb, context, action = _STEPS[State(line["state"])]
            yield _todo(
                verb, line["n"], context, f"state={line['state']}", action, line["due"], line["sentiment"]
            )
    yield from _asked_of_the_office(kept)


def _asked_of_the_office(kept: SuggestionQuerySet) -> Iterator[Todo]:
    """Units that ask to give their part back, or for more time."""
    returns = Handling.objects.filter(
        state=HandlingState.RETURN_ASKED, suggestion__in=kept.order_by().values("pk")
    )
    asked = returns.aggregate(n=Count("suggestion", distinct=True), due=Min("suggestion__due_on"))
    if asked["n"]:
        yield _todo(
            "决定退办", asked["n"], "承办单位申请退办，等您决定", "returning=yes", "去决定", asked["due"]
        )
    waiting = Extension.objects.filter(
        state=ExtensionState.ASKED, handling__suggestion__in=kept.order_by().values("pk")
    )
    more = waiting.aggregate(n=Count("handling__suggestion", distinct=True))["n"]
    if more:
        yield _todo("决定延期", more, "承办单位申请延期，等您决定", "extension=asked", "去决定", None)


def _todo(
    verb: str, n: int, context: str, query: str, action: str, due: date | None, sentiment: bool = False
) -> Todo:
    name, what = (SENTIMENT, "社情民意") if sentiment else (INDEX, "代表建议")
    return Todo(f"{verb} {n:,} 件{what}", context, f"{reverse(name)}?{query}", action, due=due, menu=name)


#: Promises named one by one; the rest is counted.
_NAMED = 5


def promises(user: User) -> Iterator[Todo]:
    """Promises to look at on the spot, the oldest first (1 query)."""
    if not user.has_role(*KEEPERS):
        return
    rows = Commitment.objects.filter(
        state=CommitmentState.REPORTED, suggestion__in=at_own_gate(user).order_by().values("pk")
    )
    waiting = list(rows.select_related("suggestion", "reply__handling").order_by("reported_at")[: _NAMED + 1])
    for promise in waiting[:_NAMED]:
        yield Todo(
            f"核实承诺事项：{promise.what}",
            f"{promise.reply.handling.organ_name}报告已兑现　{promise.suggestion.title}",
            reverse("suggestions:check_commitment", args=[promise.pk]),
            "去核实",
            due=promise.promised_on,
            menu=INDEX,
        )


def plug_in() -> None:
    """Called once, by the app's portal."""
    register_menu(
        MenuItem(MenuGroup.HANDLE, "代表建议", INDEX, "file-text", rules.DESK_READERS, order=10),
        MenuItem(MenuGroup.HANDLE, "社情民意", SENTIMENT, "message-2", rules.DESK_READERS, order=20),
    )
    desk, between = rules.DESK_READERS, partial(_at_a_desk, only=~_IS_SENTIMENT)
    heard = partial(_at_a_desk, only=_IS_SENTIMENT)
    register_search(SearchProvider("代表建议", 5, between, desk, INDEX, shortest=2))
    register_search(SearchProvider("社情民意", 6, heard, desk, SENTIMENT, shortest=2))
    register_search(SearchProvider("我的建议", 7, _of_a_deputy, PROPOSERS))
    register_todos(todos)
    register_todos(promises)
