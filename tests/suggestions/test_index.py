"""The lists of suggestions: what each filter finds, who sees what, what is done with many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from activities.models import Campaign
from congress.accounts.enums import Role
from congress.organs.models import OrganName, Session
from congress.search.text import Typed
from suggestions import operations
from suggestions.enums import Occasion, Part, Rating, State
from suggestions.models import PriorityKind, ReplyCategory, Step, Suggestion
from suggestions.shell import find, todos
from tests.factories import make_deputyship, make_organ, make_person, make_term, make_user
from tests.suggestions.cast import (
    Cast,
    make_cast,
    make_draft,
    make_suggestion,
    part_of,
    rate,
    staff_for,
)

pytestmark = pytest.mark.django_db
INDEX, MONTHLY = "suggestions:index", "suggestions:sentiment"


@pytest.fixture
def cast() -> Cast:
    """Everybody, with a time of their own that begins two months ago."""
    made = make_cast()
    made.clock = timezone.now() - timedelta(days=60)
    return made


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.keeper)
    return client


def titles(client: Client, url: str = INDEX, **query: Any) -> list[str]:
    """The titles on the list, in its order."""
    return [row.title for row, _name in client.get(reverse(url), query).context["list"].rows]


def cell(client: Client, row: Suggestion, url: str = INDEX) -> str:
    """What the row says, without its marks."""
    page = client.get(reverse(url)).content.decode()
    start = page.index(f'name="pick" value="{row.pk}"')
    return page[start : page.index("</tr>", start)]


def test_a_row_says_who_put_it_who_handles_it_where_it_stands_and_by_when(desk: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING, co=2)
    said = cell(desk, row)
    assert row.number_text in said
    assert cast.lead.person.name in said
    assert "闭会期间" in said
    assert cast.units[0].name in said
    assert "另 2 个协办" in said
    assert "待签收" in said
    assert "逾期" in said
    Suggestion.objects.filter(pk=row.pk).update(is_key=True)
    assert "重点督办" in cell(desk, row)


def test_while_units_work_the_state_is_theirs(desk: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING)
    part = part_of(row)
    operations.accept(handling=part, actor=staff_for(cast, part), at=cast.later(days=1))
    assert "办理中" in cell(desk, row)
    operations.ask_return(
        handling=part_of(row),
        actor=staff_for(cast, part),
        reason="不属于本单位职责",
        proposed_unit=cast.units[1],
        at=cast.later(days=1),
    )
    assert "申请退办" in cell(desk, row)
    assert titles(desk, returning="yes") == [row.title]
    again = make_suggestion(cast, State.REPLIED)
    rate(cast, again, Rating.UNSATISFIED)
    part = part_of(again)
    operations.accept(handling=part, actor=staff_for(cast, part), at=cast.later(days=1))
    assert "重新办理" in cell(desk, again)
    assert titles(desk, again="yes") == [again.title]


def test_units_with_a_share_each_are_counted(desk: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REGISTERED)
    units = [operations.UnitPart(organ, Part.SPLIT) for organ in cast.units[:2]]
    operations.assign(suggestion=row, actor=cast.keeper, units=units, at=cast.later(days=1))
    assert "分办 2 个单位" in cell(desk, row)


def test_the_nearest_time_limit_comes_first_and_what_is_over_last(desk: Client, cast: Cast) -> None:
    over = make_suggestion(cast, State.CLOSED)
    cast.clock = timezone.now() - timedelta(days=3)
    late = make_suggestion(cast, State.SUBMITTED)
    cast.clock = timezone.now() - timedelta(days=30)
    later = make_suggestion(cast, State.SUBMITTED)
    assert titles(desk) == [later.title, late.title, over.title]


@pytest.mark.parametrize(
    ("query", "state"),
    [("submitted", State.SUBMITTED), ("registered", State.REGISTERED), ("evaluated", State.EVALUATED)],
)
def test_saved_filters_count_what_they_list(desk: Client, cast: Cast, query: str, state: str) -> None:
    row = make_suggestion(cast, state)
    make_suggestion(cast, State.CLOSED)
    page = desk.get(reverse(INDEX), {"state": query}).context["list"]
    assert [r.title for r, _name in page.rows] == [row.title]
    counts = {tab.label: tab.count for tab in page.tabs}
    assert counts["全部"] == 2
    assert next(tab for tab in page.tabs if tab.current).count == 1


def test_states_in_groups(desk: Client, cast: Cast) -> None:
    going = [make_suggestion(cast, state).title for state in (State.HANDLING, State.REPLIED, State.EVALUATED)]
    waiting = make_suggestion(cast, State.SUBMITTED).title
    make_suggestion(cast, State.CLOSED)
    assert sorted(titles(desk, state="going")) == sorted(going)
    assert sorted(titles(desk, state="open")) == sorted([*going, waiting])


def test_time_limits(desk: Client, cast: Cast) -> None:
    today = timezone.localdate()
    rows = [make_suggestion(cast, State.SUBMITTED) for _ in range(4)]
    sunday = today + timedelta(days=6 - today.weekday())
    for row, due in zip(
        rows, (today - timedelta(days=1), today, sunday, today + timedelta(days=14)), strict=True
    ):
        Suggestion.objects.filter(pk=row.pk).update(due_on=due)
    late, now, week, soon = (row.title for row in rows)
    assert titles(desk, due="late") == [late]
    assert now in titles(desk, due="today")
    assert set(titles(desk, due="week")) == {now, week}
    assert set(titles(desk, due="soon")) == {now, week, soon}


def test_every_further_filter(desk: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.CLOSED, co=1, source="visit")
    other = make_suggestion(cast, State.SUBMITTED)
    priority, campaign = PriorityKind.objects.first(), Campaign.objects.create(name="暖民心")
    assert priority is not None
    row.priorities.add(priority)
    row.campaigns.add(campaign)
    leader = make_person("魏长河")
    row.handlings.filter(part=Part.LEAD).update(leader=leader)
    Suggestion.objects.filter(pk=row.pk).update(weight="big", is_key=True)
    fresh = Suggestion.objects.get(pk=row.pk)
    assert fresh.assigned_at is not None
    asked: dict[str, Any] = {
        "unit": cast.units[1].pk,
        "category": cast.category.pk,
        "key": "yes",
        "source": "visit",
        "weight": "big",
        "priority": priority.pk,
        "campaign": campaign.pk,
        "leader": leader.pk,
        "committee": cast.committee_organ.pk,
        "answer": ReplyCategory.objects.get(letter="A").pk,
        "result": "satisfied",
        "attitude": "satisfied",
        "assigned_since": timezone.localdate(fresh.assigned_at).isoformat(),
        "assigned_until": timezone.localdate(fresh.assigned_at).isoformat(),
        "closed_since": "2020-01-01",
        "closed_until": "2099-01-01",
    }
    for name, value in asked.items():
        assert titles(desk, **{name: value}) == [row.title], name
    both: dict[str, Any] = {
        "person": cast.lead.person.pk,
        "area": cast.town.pk,
        "level": "district",
        "kind": "suggestion",
        "occasion": "between",
        "submitted_since": "2020-01-01",
        "submitted_until": "2099-01-01",
    }
    for name, value in both.items():
        assert set(titles(desk, **{name: value})) == {row.title, other.title}, name
    nothing = {"level": "town", "kind": "motion", "occasion": "session", "submitted_since": "2099-01-01"}
    for name, value in nothing.items():
        assert titles(desk, **{name: value}) == [], name
    assert titles(desk, person=make_person().pk) == [], "somebody who put nothing cannot be chosen"


def test_a_category_holds_those_below_it(desk: Client, cast: Cast) -> None:
    parent, child = cast.category, None
    child = type(parent).objects.create(name="停车", parent=parent)
    row = make_suggestion(cast, State.SUBMITTED)
    operations.register(suggestion=row, actor=cast.keeper, category=child, at=cast.later(days=1))
    assert titles(desk, category=parent.pk) == titles(desk, category=child.pk) == [row.title]
    choices = [
        label for _key, label in desk.get(reverse(INDEX)).context["list"].form.fields["category"].choices
    ]
    assert choices.index("　停车") == choices.index(parent.name) + 1


def test_extensions(desk: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING)
    make_suggestion(cast, State.HANDLING)
    part = part_of(row)
    operations.accept(handling=part, actor=staff_for(cast, part), at=cast.later(days=1))
    until = timezone.localdate() + timedelta(days=200)
    operations.ask_extension(
        handling=part_of(row), actor=staff_for(cast, part), until=until, reason="要做试点"
    )
    assert titles(desk, extension="any") == titles(desk, extension="asked") == [row.title]
    assert titles(desk, extension="granted") == []


def test_search_by_number_title_deputy_initials_and_unit(desk: Client, cast: Cast) -> None:
    person = make_person("沈玉兰")
    operations_lead = make_deputyship(person, constituency=cast.lead.constituency)
    cast.lead, cast.deputy = operations_lead, make_user(Role.DEPUTY)
    person.user = cast.deputy
    person.save()
    cast.units[0] = make_organ("区文昌河道管理局")
    cast.staff[0] = make_user(Role.UNIT, organ=cast.units[0])
    row = make_suggestion(cast, State.HANDLING, title="关于清淤的建议")
    make_suggestion(make_cast(), State.HANDLING)
    for word in (row.number_text, "清淤", "沈玉", "syl", "河道", "清淤 syl", "河道 沈玉兰"):
        assert titles(desk, q=word) == [row.title], word
    for word in ("清淤 没有", "不存在", "%", "区文昌路"):
        assert titles(desk, q=word) == [], word
    OrganName.objects.create(
        organ=cast.units[0], name="区水务所", short_name="水务所", ends_on=date(2020, 1, 1)
    )
    assert titles(desk, q="水务所") == [row.title], "by the name it bore"


def test_what_was_open_on_a_day(desk: Client, cast: Cast) -> None:
    before = timezone.localdate(cast.clock) - timedelta(days=1)
    closed = make_suggestion(cast, State.CLOSED)
    day = timezone.localdate(cast.clock)
    ended = Suggestion.objects.get(pk=closed.pk).closed_at
    assert ended is not None
    while_open = timezone.localdate(ended) - timedelta(days=1)
    merged = make_suggestion(cast, State.MERGED)
    assert titles(desk, on=before.isoformat()) == []
    assert titles(desk, on=while_open.isoformat()) == [closed.title]
    assert closed.title not in titles(desk, on=day.isoformat()), "struck off on that day"
    assert merged.title not in titles(desk, on=timezone.localdate().isoformat())
    operations.reopen(suggestion=closed, actor=cast.keeper, reason="又堵了", at=cast.later(days=2))
    assert closed.title not in titles(desk, on=day.isoformat()), "not yet opened again"
    assert closed.title in titles(desk, on=timezone.localdate(cast.clock).isoformat())
    assert closed.title in titles(desk, on=while_open.isoformat())


@pytest.mark.parametrize("state", State.values)
def test_open_on_a_day_is_what_the_history_says(desk: Client, cast: Cast, state: str) -> None:
    row = Suggestion.objects.get(pk=make_suggestion(cast, state).pk)
    steps = list(Step.objects.filter(suggestion=row, handling=None).order_by("id"))
    for offset in range(0, 60, 3):
        day = timezone.localdate() - timedelta(days=offset)
        then = [step.after for step in steps if timezone.localdate(step.at) <= day]
        was_open = bool(then) and State(then[-1]) in {
            State.SUBMITTED, State.RETURNED, State.REGISTERED, State.HANDLING, State.REPLIED, State.STUDY,
            State.EVALUATED,
        }  # fmt: skip
        assert (row.title in titles(desk, on=day.isoformat(), q=row.title)) == was_open, (state, day)


def test_a_number_of_the_figures_is_the_length_of_its_list(desk: Client, cast: Cast) -> None:
    make_suggestion(cast, State.CLOSED)
    row = make_suggestion(cast, State.HANDLING)
    today = timezone.localdate()
    token = f"open.{today.replace(year=today.year - 1)}.{today}.suggestions"
    assert titles(desk, figure=token) == [row.title]
    assert "统计口径" in desk.get(reverse(INDEX), {"figure": token}).content.decode()
    assert "不在了" in desk.get(reverse(INDEX), {"figure": "nonsense"}).content.decode()


def test_drafts_stay_with_their_author_unless_shared(desk: Client, cast: Cast) -> None:
    make_draft(cast)
    assert "还没有代表建议" in desk.get(reverse(INDEX)).content.decode()
    shared = make_draft(cast, shared_with_office=True)
    assert titles(desk) == [shared.title]


def test_social_matters_have_their_own_list_by_month(desk: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REGISTERED, occasion=Occasion.SENTIMENT)
    other = make_suggestion(cast, State.REGISTERED)
    assert titles(desk) == [other.title]
    assert titles(desk, MONTHLY) == [row.title]
    assert row.submitted_at is not None
    month = timezone.localdate(row.submitted_at)
    assert titles(desk, MONTHLY, month=f"{month:%Y-%m}") == [row.title]
    assert titles(desk, MONTHLY, month="this" if month.month != timezone.localdate().month else "last") == []
    led = desk.get(reverse(INDEX), {"occasion": "sentiment", "state": "going"})
    assert led["Location"] == f"{reverse(MONTHLY)}?state=going"


@pytest.mark.parametrize("role", ["town_user", "committee", "government", "leader"])
def test_scopes(client: Client, cast: Cast, role: str) -> None:
    mine = make_suggestion(cast, State.HANDLING)
    stranger = make_suggestion(make_cast(), State.HANDLING)
    client.force_login(getattr(cast, role))
    everything = {mine.title, stranger.title}
    assert set(titles(client)) == (everything if role in {"government", "leader"} else {mine.title})


def test_a_unit_sees_what_it_was_given_and_no_hand_over(client: Client, cast: Cast) -> None:
    mine = make_suggestion(cast, State.HANDLING)
    make_suggestion(make_cast(), State.HANDLING)
    client.force_login(cast.staff[0])
    assert titles(client) == [mine.title]
    assert [action.label for action in client.get(reverse(INDEX)).context["list"].bulk] == ["打印清单"]
    assert client.post(reverse("suggestions:urge_picked", args=["suggestions"])).status_code == 403


def test_the_list_costs_the_same_for_one_and_for_three(
    desk: Client, cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    for _ in range(2):
        make_suggestion(cast, State.HANDLING, co=1)
        desk.get(reverse(INDEX), {"size": 25})
        with django_assert_num_queries(QUERIES):
            desk.get(reverse(INDEX), {"size": 25})
        make_suggestion(cast, State.EVALUATED, co=1)


#: Session, account, posts; look of the list, saved filters; eight counts; choices of two filters; rows, who, parts.
QUERIES = 22


def test_the_spreadsheet_tells_all(desk: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING, co=2)
    signer = make_deputyship(make_person("何素琴"))
    row.cosigners.create(deputyship=signer, state="confirmed", answered_at=timezone.now())
    book = load_workbook(BytesIO(desk.post(reverse(INDEX), {"export": "filtered"}).content))
    head, line = ([one.value for one in cells] for cells in book.worksheets[0].iter_rows())
    told = dict(zip(head, line, strict=True))
    assert told["案由"] == row.title
    assert told["主办单位"] == cast.units[0].name
    assert told["协办单位"] == "、".join(organ.name for organ in cast.units[1:])
    assert told["附议"] == "何素琴"
    assert told["状态"] == "待签收"
    assert "菜市场" in str(told["内容"])


# -- the rest of the portal --------------------------------------------------------------------------


def test_the_global_search_stays_in_scope(cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING)
    for user in (cast.staff[0], cast.deputy, cast.office):
        assert [
            hit.title for hit in find(user, Typed(row.title), 5, rows=Suggestion.objects.visible_to(user))
        ]
    stranger = make_cast().staff[0]
    assert not list(find(stranger, Typed(row.title), 5, rows=Suggestion.objects.visible_to(stranger)))


def test_a_deputy_finds_own_suggestions_in_the_global_search(client: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.SUBMITTED)
    client.force_login(cast.deputy)
    assert row.title in client.get(reverse("search:results"), {"q": row.title}).content.decode()


def test_what_waits_is_counted_by_step_and_leads_to_its_list(desk: Client, cast: Cast) -> None:
    make_suggestion(cast, State.SUBMITTED)
    make_suggestion(cast, State.REGISTERED, occasion=Occasion.SENTIMENT)
    row = make_suggestion(cast, State.HANDLING)
    operations.ask_return(
        handling=part_of(row),
        actor=cast.staff[0],
        reason="不属于本单位职责",
        proposed_unit=cast.units[1],
        at=cast.later(days=1),
    )
    waiting = {todo.title: todo.url for todo in todos(cast.keeper)}
    assert waiting == {
        "审核 1 件代表建议": f"{reverse(INDEX)}?state=submitted",
        "交办 1 件社情民意": f"{reverse(MONTHLY)}?state=registered",
        "决定退办 1 件代表建议": f"{reverse(INDEX)}?returning=yes",
    }
    for url in waiting.values():
        assert desk.get(url).context["list"].count == 1
    assert not list(todos(cast.leader))


def test_sessions_as_one_speaks_of_them(desk: Client, cast: Cast) -> None:
    session = Session.objects.create(
        term=make_term(), number=5, starts_on=date(2026, 1, 6), ends_on=date(2026, 1, 9)
    )
    row = make_suggestion(cast, State.SUBMITTED, occasion=Occasion.SESSION, session=session)
    assert "十八届五次会议" in cell(desk, row)
    assert titles(desk, session=session.pk) == [row.title]
