"""Going over the cards: what is typed stays, an answer about a name counts for every card that bears it."""

from __future__ import annotations

import pytest
from django.test import Client

from activities.models import PasteDraft, PastedState
from activities.pasting.pages import draft_page
from congress.accounts.models import User
from deputies.models import Person
from tests.activities.pasting.world import PARAGRAPHS, card, pasted, person, row
from tests.factories import make_activity, make_organ, make_person

VISIT = PARAGRAPHS[7]


def post(client: Client, draft: PasteDraft, order: int, **boxes: str) -> str:
    """Press a button of a card, as the page's script does; the parts of the page that come back."""
    url = f"/activities/paste/cards/{row(draft, order).pk}/"
    answer = client.post(url, boxes, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.content.decode()


def asked(user: User, draft: PasteDraft, order: int) -> list[str]:
    """What a card asks."""
    return [ask.text for ask in draft_page(user, draft).cards[order - 1].asks]


def line_of(draft: PasteDraft, order: int, name: str) -> int:
    """The line of somebody in a card."""
    return next(one.line for one in card(draft, order).people if one.name == name)


def test_only_what_is_unsure_is_asked(clerk: User, draft: PasteDraft) -> None:
    page = draft_page(clerk, draft)
    asks = {one.row.order: [ask.key for ask in one.asks] for one in page.cards if one.asks}
    assert {order: len(keys) for order, keys in asks.items()} == {8: 2, 14: 1, 15: 1}
    assert page.ready == 15
    assert asked(clerk, draft, 8)[0] == "“荣耀”是不是人名？原文写“区长荣耀”，名册里没有这个人"


def test_a_new_person_is_answered_once_for_all_cards_and_not_entered_yet(
    clerk: User, client: Client, draft: PasteDraft
) -> None:
    people = Person.objects.count()
    back = post(client, draft, 8, do=f"p:{line_of(draft, 8, '周明')}:new")
    assert f'id="card-{row(draft, 15).pk}"' in back
    assert asked(clerk, draft, 15) == []
    assert [ask for ask in asked(clerk, draft, 8) if "周明" in ask] == []
    assert Person.objects.count() == people


def test_somebody_of_the_register_is_chosen_by_initials(
    clerk: User, client: Client, draft: PasteDraft
) -> None:
    meant = make_person("周铭", organisation="区政府")
    line = line_of(draft, 8, "周明")
    url = f"/activities/paste/cards/{row(draft, 8).pk}/pick/?line=p{line}"
    for words in ("", "&q=zm"):
        assert f'value="p:{line}:{meant.pk}"' in client.get(url + words).content.decode()
    post(client, draft, 8, do=f"p:{line}:{meant.pk}")
    for order in (8, 15):
        assert (meant.pk, "周铭") in [(one.key, one.name) for one in card(draft, order).people]


def test_what_is_no_person_goes_from_every_card(clerk: User, client: Client, draft: PasteDraft) -> None:
    post(client, draft, 15, do=f"p:{line_of(draft, 15, '周明')}:drop")
    assert "周明" not in [one.name for one in card(draft, 8).people]
    assert asked(clerk, draft, 15) == []


def test_namesakes_are_told_apart_by_a_click(clerk: User, client: Client) -> None:
    first, other = make_person("周明", organisation="区政府"), make_person("周明", organisation="区教育局")
    draft = pasted(clerk, VISIT)
    line = line_of(draft, 1, "周明")
    assert "名册里有 2 位“周明”，是哪一位？" in asked(clerk, draft, 1)
    back = post(client, draft, 1, do=f"p:{line}:{other.pk}")
    assert "是哪一位" not in back
    assert [one.key for one in card(draft, 1).people if one.name == "周明"] == [other.pk]
    assert first.pk != other.pk


def test_a_unit_without_a_place_in_the_register_never_holds_a_card_back(clerk: User, client: Client) -> None:
    text = PARAGRAPHS[9].replace("区发展改革委", "区能源局")
    draft = pasted(clerk, f"{text}\n{text.replace('5月19日', '5月20日')}")
    assert draft_page(clerk, draft).ready == 2
    assert asked(clerk, draft, 1) == ["“区能源局”单位名录里没有这个名称"]
    post(client, draft, 1, do="units")
    assert asked(clerk, draft, 1) == asked(clerk, draft, 2) == []


def test_a_unit_of_the_register_is_chosen(clerk: User, client: Client) -> None:
    organ = make_organ("区能源管理局")
    draft = pasted(clerk, PARAGRAPHS[9].replace("区发展改革委", "区能源局"))
    line = card(draft, 1).units[0].line
    url = f"/activities/paste/cards/{row(draft, 1).pk}/pick/?line=u{line}"
    assert f'value="u:{line}:{organ.pk}"' in client.get(url).content.decode()
    post(client, draft, 1, do=f"u:{line}:{organ.pk}")
    assert (card(draft, 1).units[0].key, card(draft, 1).units[0].name) == (organ.pk, "区能源局")


def test_what_is_typed_is_kept_at_once_and_settles_its_doubt(
    clerk: User, client: Client, draft: PasteDraft
) -> None:
    back = post(client, draft, 2, headline="陈国华巡查滨河大道", days="5月9日上午", **{"u0-by": "主要负责人"})
    changed = card(draft, 2)
    assert (changed.headline, changed.days, changed.units[0].by) == (
        "陈国华巡查滨河大道",
        "5月9日上午",
        "主要负责人",
    )
    assert "陈国华巡查滨河大道" in back
    assert 'name="headline"' not in back, "boxes in use are not replaced"


def test_a_typed_name_is_looked_up(clerk: User, client: Client, draft: PasteDraft) -> None:
    line = line_of(draft, 2, "陈国华")
    post(client, draft, 2, **{f"p{line}-name": "孙 维 民"})
    assert card(draft, 2).people[0].key == person("孙维民").pk
    post(client, draft, 2, **{f"p{line}-name": "没有此人"})
    assert asked(clerk, draft, 2)[0].startswith("“没有此人”是不是人名？")


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        ({"days": "2月30日"}, "2026年2月没有30日"),
        ({"days": ""}, "原文没有写日期"),
        ({"days": "2028年5月1日"}, "2028年还没有到"),
        ({"headline": ""}, "标题：请填写"),
        ({"headline": "题" * 201}, "标题：最多 200 个字，现在有 201 个字"),
        ({"place": "地" * 121}, "地点：最多 120 个字"),
        ({"meeting_number": "九"}, "会议次数写成数字"),
        ({"p0-title": "职" * 81}, "最多 80 个字"),
        ({"p0-name": ""}, "有一行没有写名字"),
    ],
)
def test_what_cannot_be_logged_is_said_in_words(
    clerk: User, client: Client, draft: PasteDraft, boxes: dict[str, str], message: str
) -> None:
    assert message in post(client, draft, 2, **boxes)
    assert draft_page(clerk, draft).cards[1].is_ready is False


def test_a_record_of_the_same_day_and_leader_is_shown(clerk: User, client: Client) -> None:
    logged = make_activity(person("陈国华"), headline="陈国华视察防汛", text=PARAGRAPHS[4])
    logged.start_on = logged.end_on = logged.start_on.replace(day=9)
    logged.save()
    draft = pasted(clerk, PARAGRAPHS[4])
    page = client.get(f"/activities/paste/{draft.pk}/").content.decode()
    assert "可能已经登记过（同一天、同一位领导）" in page
    assert f'href="/activities/{logged.pk}/"' in page
    post(client, draft, 1, do="skip")
    assert row(draft, 1).state == PastedState.SKIPPED
    post(client, draft, 1, do="wake")
    post(client, draft, 1, do="again")
    assert draft_page(clerk, draft).cards[0].is_ready


def test_the_same_paragraph_twice_is_asked_at_the_second(clerk: User) -> None:
    draft = pasted(clerk, f"{PARAGRAPHS[4]}\n{PARAGRAPHS[4]}")
    assert asked(clerk, draft, 1) == []
    assert asked(clerk, draft, 2) == ["和第 1 段相近（同一天，文字相近）"]


def test_lines_are_added_and_taken_out(clerk: User, client: Client, draft: PasteDraft) -> None:
    post(client, draft, 4, do="add:p")
    line = card(draft, 4).people[0].line
    post(client, draft, 4, **{f"p{line}-name": "吴静", f"p{line}-manner": "主持"})
    assert [(one.key, one.manner) for one in card(draft, 4).people] == [(person("吴静").pk, "主持")]
    post(client, draft, 4, do=f"p:{line}:drop")
    assert card(draft, 4).people == []


def test_a_changed_text_keeps_the_marks_whose_words_still_stand(
    clerk: User, client: Client, draft: PasteDraft
) -> None:
    before = card(draft, 2)
    post(client, draft, 2, text=f"  更正：{before.text.replace('区文明办、', '')}")
    after = card(draft, 2)
    words = [after.text[mark.start : mark.end] for mark in after.marks]
    assert "区文明办" not in words
    assert "区城市管理局" in words


@pytest.mark.parametrize("answer", ["p:99:new", "p:0:999999", "u:0:1x", "nonsense", "ok:x"])
def test_a_button_that_is_not_there_any_more(
    clerk: User, client: Client, draft: PasteDraft, answer: str
) -> None:
    url = f"/activities/paste/cards/{row(draft, 2).pk}/"
    assert client.post(url, {"do": answer}).status_code == 409


def test_without_script_a_button_leads_back_to_its_card(
    clerk: User, client: Client, draft: PasteDraft
) -> None:
    pk = row(draft, 8).pk
    answer = client.post(f"/activities/paste/cards/{pk}/", {"do": f"p:{line_of(draft, 8, '荣耀')}:new"})
    assert answer["Location"] == f"/activities/paste/{draft.pk}/#card-{pk}"
