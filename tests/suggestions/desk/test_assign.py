"""Handing over: rows of units, shapes, an abolished unit, recommendation with its reason, a whole session."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congress.notices.models import Notice
from congress.organs.models import Organ
from suggestions.enums import Part, State
from suggestions.models import Handling, Suggestion
from suggestions.queries.recommend import Recommender
from tests.factories import make_organ
from tests.suggestions.cast import Cast, make_suggestion

pytestmark = pytest.mark.django_db


def rows_of(*units: tuple[Organ | str, str], **more: Any) -> dict[str, Any]:
    typed: dict[str, Any] = {"units-TOTAL_FORMS": len(units), "units-INITIAL_FORMS": 0}
    for n, (organ, part) in enumerate(units):
        typed |= {
            f"units-{n}-organ": organ.pk if isinstance(organ, Organ) else organ,
            f"units-{n}-part": part,
        }
    return {**typed, **more}


def url(row: Suggestion) -> str:
    return reverse("suggestions:assign", args=[row.pk])


def test_lead_and_co_handlers_each_with_clocks(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REGISTERED)
    lead, co, _other = cast.units
    typed = rows_of((lead, "lead"), (co, "co"), ("", "co"), **{"units-1-task": "管线迁改"})
    office.post(url(row), typed)
    parts = {part.organ: part for part in Handling.objects.filter(suggestion=row)}
    assert {part.part for part in parts.values()} == {"lead", "co"}
    assert parts[co].task == "管线迁改"
    assert all(part.clocks.count() == 2 for part in parts.values())
    page = office.get(reverse("suggestions:detail", args=[row.pk])).content.decode()
    assert "1 个主办，1 个协办" in page


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (["", ""], "还没有选主办单位，选了才能交办"),
        (["lead", "lead"], "主办单位只能有一个"),
        (["lead", "split"], "主办和分办不能同时有"),
        (["split"], "分办须有两个以上单位"),
    ],
)
def test_a_wrong_shape_is_said_and_the_rows_stay(
    parts: list[str], message: str, office: Client, cast: Cast
) -> None:
    row = make_suggestion(cast, State.REGISTERED)
    units = [(organ if part else "", part) for organ, part in zip(cast.units, parts, strict=False)]
    page = office.post(url(row), rows_of(*units)).content.decode()
    assert message in page
    if parts[0]:
        assert f'value="{cast.units[0].pk}" selected' in page
    assert not Handling.objects.filter(suggestion=row).exists()


def test_an_abolished_unit_is_refused(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REGISTERED)
    gone = cast.units[0]
    gone.ends_on = date(2025, 12, 31)
    gone.save()
    typed = rows_of((gone, "lead"), (cast.units[1], "co"), **{"units-1-task": "配合选址"})
    page = office.post(url(row), typed).content.decode()
    assert f"{gone}已撤销，请改选现在承担这项职能的单位" in page
    assert "配合选址" in page
    assert f'value="{cast.units[1].pk}" selected' in page
    assert not Handling.objects.filter(suggestion=row).exists()


def test_a_row_without_a_unit_but_with_a_share_is_unfinished(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REGISTERED)
    typed = rows_of((cast.units[0], "lead"), ("", "co"), **{"units-1-task": "配合选址"})
    page = office.post(url(row), typed).content.decode()
    assert "请选择单位，或去掉这一行" in page
    assert "配合选址" in page


def test_recommendation_says_why(office: Client, cast: Cast) -> None:
    for _ in range(3):
        make_suggestion(cast, State.HANDLING, title="关于社区电动自行车充电棚的建议")
    named = make_organ("区消防救援大队")
    row = make_suggestion(
        cast,
        State.REGISTERED,
        title="关于电动自行车充电棚收费的建议",
        proposal="请消防救援大队每月巡查。",
    )
    found = Recommender().recommend(Suggestion.objects.select_related("category").get(pk=row.pk))
    assert [(one.organ, one.part, one.reason) for one in found] == [
        (cast.units[0], Part.LEAD, f"近两年类似 3 件由{cast.units[0]}主办"),
        (named, Part.CO, "建议里提到区消防救援大队"),
    ]
    page = office.get(url(row)).content.decode()
    assert f"近两年类似 3 件由{cast.units[0]}主办" in page
    assert "《代表法》第五十一条" in page, "the clocks are shown before anything is handed over"


def test_without_history_or_names_nothing_is_recommended(cast: Cast) -> None:
    row = make_suggestion(cast, State.REGISTERED)
    assert Recommender().recommend(row) == []


def test_too_late_is_409_and_others_are_refused(client: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING)
    client.force_login(cast.office)
    assert client.post(url(row), rows_of((cast.units[0], "lead"))).status_code == 409
    for user in (cast.deputy, cast.leader, cast.committee, cast.staff[0]):
        client.force_login(user)
        assert client.get(url(row)).status_code == 403


# --- a whole session -------------------------------------------------------------------------------------
ALL = reverse("suggestions:assign_all")


def test_a_session_in_one_act_tells_each_unit_once(office: Client, cast: Cast) -> None:
    rows = [make_suggestion(cast, State.REGISTERED) for _ in range(3)]
    lead, co, _other = cast.units
    typed: dict[str, Any] = {}
    for row in rows:
        typed |= {
            f"s{row.pk}-chosen": "on",
            f"s{row.pk}-lead": lead.short_name,
            f"s{row.pk}-co": co.short_name,
        }
    Notice.objects.all().delete()
    answer = office.post(ALL, typed, follow=True)
    assert "已交办 3 件，2 个单位各收到一份通知" in answer.content.decode()
    notice = Notice.objects.get(user=cast.staff[0])
    assert notice.title == "专题交办 3 件，请签收"
    assert all(row.title in notice.text for row in rows)
    assert set(Suggestion.objects.values_list("state", flat=True)) == {State.HANDLING}


def test_one_bad_row_hands_over_nothing_and_keeps_what_was_typed(office: Client, cast: Cast) -> None:
    first, second = (make_suggestion(cast, State.REGISTERED) for _ in range(2))
    typed = {
        f"s{first.pk}-chosen": "on",
        f"s{first.pk}-lead": cast.units[0].short_name,
        f"s{second.pk}-chosen": "on",
        f"s{second.pk}-lead": "区不存在局",
    }
    page = office.post(ALL, typed).content.decode()
    assert "没有叫“区不存在局”的承办单位" in page
    assert 'value="区不存在局"' in page
    assert not Handling.objects.exists()


def test_unticked_rows_stay_and_nothing_ticked_is_said(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REGISTERED)
    page = office.post(ALL, {f"s{row.pk}-lead": cast.units[0].short_name}).content.decode()
    assert "还没有选要交办的建议" in page
    assert Suggestion.objects.get(pk=row.pk).state == State.REGISTERED


def test_the_pages_of_the_session_take_fixed_queries(
    office: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _ in range(2):
        make_suggestion(cast, State.REGISTERED)
    office.get(ALL)
    counts = []
    for more in (0, 3):
        for _ in range(more):
            make_suggestion(cast, State.REGISTERED)
        with django_assert_max_num_queries(40) as queries:
            office.get(ALL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
