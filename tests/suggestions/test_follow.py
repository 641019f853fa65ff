"""The deputy's side after submitting: what waits, how far it is, confirming, signing, rating, asking, taking back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.notices.models import Notice
from congress.web.registry import registry
from suggestions import operations
from suggestions.enums import CommitmentState, Confirmation, ContactStage, CosignState, Part, Rating, State
from suggestions.models import Commitment, Contact, Cosigner, Evaluation, Reply, Step, Suggestion
from suggestions.phone import put_by
from suggestions.queries.deputy import todos
from suggestions.workflow import PROPOSERS
from tests.factories import make_deputyship, make_person, make_user
from tests.suggestions.cast import (
    Cast,
    answer,
    contact,
    make_cast,
    make_draft,
    make_suggestion,
    part_of,
    rate,
    staff_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def phone(client: Client, cast: Cast) -> Client:
    client.force_login(cast.deputy)
    return client


def to(verb: str, pk: int) -> str:
    return reverse(f"suggestions:{verb}", args=[pk])


def colleague(cast: Cast, row: Suggestion) -> Cosigner:
    """Another deputy with an account, invited to sign."""
    person = make_person("赵永东")
    person.user = make_user(Role.DEPUTY, name=person.name)
    person.save()
    operations.invite(suggestion=row, actor=cast.deputy, deputyships=[make_deputyship(person)])
    return Cosigner.objects.get(suggestion=row)


# --- 我的建议 ------------------------------------------------------------------------------------------------
def test_mine_begins_with_what_waits_for_the_deputy(phone: Client, cast: Cast) -> None:
    replied = make_suggestion(cast, State.REPLIED)
    make_suggestion(cast, State.HANDLING, title="关于老旧小区充电设施的建议")
    make_suggestion(cast, State.CLOSED, title="关于路灯的建议")
    make_draft(cast, title="还没有写完的")
    page = phone.get(reverse("suggestions:mine")).content.decode()
    order = [f"评价答复：{replied.title}", "关于老旧小区充电设施的建议", "还没有写完的", "关于路灯的建议"]
    places = [page.rindex(said) for said in order]
    assert places == sorted(places)
    assert f"现在由{cast.units[0].short_name}办" in page


def test_mine_of_a_deputy_who_has_put_nothing_says_what_to_do(phone: Client) -> None:
    page = phone.get(reverse("suggestions:mine")).content.decode()
    assert "现在没有在办的建议" in page
    assert reverse("suggestions:write") in page


def test_mine_asks_a_fixed_number_of_queries(
    phone: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        make_suggestion(cast, State.HANDLING)
        make_suggestion(cast, State.REPLIED)
    phone.get(reverse("suggestions:mine"))
    with django_assert_max_num_queries(27):
        phone.get(reverse("suggestions:mine"))


def test_the_tabs_have_writing_in_the_middle_and_other_roles_have_none(phone: Client, cast: Cast) -> None:
    page = phone.get(reverse("suggestions:mine")).content.decode()
    tabs = page[page.index('class="rd-tabs"') :]
    labels = [tabs.index(said) for said in ("首页", "建议", "写建议", "履职", "我的")]
    assert labels == sorted(labels)
    phone.force_login(cast.office)
    assert 'class="rd-tabs"' not in phone.get("/").content.decode()


def test_writing_is_the_first_action_of_a_deputys_home(phone: Client) -> None:
    own = sorted((a for a in registry.actions if PROPOSERS & a.roles), key=lambda a: a.order)
    assert own[0].url_name == "suggestions:write"
    assert reverse("suggestions:write") in phone.get("/").content.decode()


# --- 建议进度 -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", [s for s in State if s != State.DRAFT])
def test_tracking_says_in_whose_hands_it_is(phone: Client, cast: Cast, state: State) -> None:
    row = make_suggestion(cast, state, co=1)
    page = phone.get(to("track", row.pk)).content.decode()
    who = {
        State.RETURNED: "您",
        State.REPLIED: "您",
        State.HANDLING: cast.units[0].short_name,
        State.MERGED: "一起办理",
        State.DIVERTED: "转信访",
        State.WITHDRAWN: "已撤回",
        State.CLOSED: "已销号",
    }
    assert who.get(state, "区人大常委会") in page
    assert "经过" in page
    assert to("original", row.pk) in page


def test_a_deputy_comes_from_a_notice_to_the_phones_page(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast)
    assert phone.get(to("detail", row.pk))["Location"] == to("track", row.pk)
    assert phone.get(to("track", make_draft(cast).pk)).status_code == 302


def test_tracking_asks_a_fixed_number_of_queries(
    phone: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    row = make_suggestion(cast, State.CLOSED, co=2)
    phone.get(reverse("suggestions:mine"))
    with django_assert_max_num_queries(28):
        phone.get(to("track", row.pk))


def test_the_original_keeps_every_word_of_each_submission(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.RETURNED, situation="先这样写。")
    row = operations.save_draft(
        suggestion=row,
        actor=cast.deputy,
        version=row.version,
        title=row.title,
        situation="补上地点：文昌路。",
        proposal=row.proposal,
    )
    operations.submit(suggestion=row, actor=cast.deputy)
    page = phone.get(to("original", row.pk)).content.decode()
    assert "先这样写。" in page
    assert "补上地点：文昌路。" in page


def test_another_deputy_finds_nothing(client: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REPLIED)
    client.force_login(make_cast().deputy)
    for verb in ("track", "receipt", "original", "cosign", "evaluate", "add_note", "withdraw"):
        assert client.get(to(verb, row.pk)).status_code == 404, verb
    assert client.post(to("ask_after", row.pk)).status_code == 404


# --- 附议 -----------------------------------------------------------------------------------------------------
def test_an_invited_deputy_reads_and_signs(client: Client, cast: Cast) -> None:
    row = make_draft(cast)
    signer = colleague(cast, row)
    user = signer.deputyship.person.user
    assert user is not None
    client.force_login(user)
    assert [todo.title for todo in todos(user)] == [f"确认附议：{row.title}"]
    assert "公交车常被堵" in client.get(to("cosign", row.pk)).content.decode()
    assert "邀您附议" in client.get(to("track", row.pk), follow=True).content.decode()
    client.post(to("cosign", row.pk), {"agree": "1"})
    signer.refresh_from_db()
    assert (signer.state, list(todos(user))) == (CosignState.CONFIRMED, [])
    operations.submit(suggestion=row, actor=cast.deputy)
    assert row.submissions.get().signatories == [cast.lead.person.name, "赵永东"]
    page = client.get(to("track", row.pk)).content.decode()
    assert row.title in page
    assert "催问" not in page, "the lead asks, not who signed"
    assert row.title in client.get(reverse("suggestions:mine")).content.decode()


def test_who_does_not_sign_sees_it_no_more(client: Client, cast: Cast) -> None:
    row = make_draft(cast)
    signer = colleague(cast, row)
    client.force_login(signer.deputyship.person.user)  # type: ignore[arg-type]
    client.post(to("cosign", row.pk), {"decline": "1"})
    signer.refresh_from_db()
    assert signer.state == CosignState.DECLINED
    assert client.get(to("track", row.pk)).status_code == 404


def test_signing_too_late_is_said(client: Client, cast: Cast) -> None:
    row = make_draft(cast)
    signer = colleague(cast, row)
    operations.submit(suggestion=row, actor=cast.deputy)
    client.force_login(signer.deputyship.person.user)  # type: ignore[arg-type]
    assert "不能再附议" in client.get(to("cosign", row.pk)).content.decode()
    assert client.post(to("cosign", row.pk), {"agree": "1"}).status_code == 409


# --- 评价 ------------------------------------------------------------------------------------------------------
def given(reply: Reply, attitude: str, result: str, words: str = "") -> dict[str, str]:
    prefix = f"reply{reply.pk}"
    return {f"{prefix}-attitude": attitude, f"{prefix}-result": result, f"{prefix}-words": words}


def test_unsatisfied_without_words_is_refused_at_the_field_and_typed_kept(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REPLIED)
    reply = part_of(row).reply_given
    page = phone.post(to("evaluate", row.pk), given(reply, "satisfied", "unsatisfied")).content.decode()
    assert "选了“不满意”，请写明哪里还没办好" in page
    assert page.count(" checked") == 2, "what was chosen stays chosen"
    assert not Evaluation.objects.exists()


def test_unsatisfied_with_words_opens_the_next_round(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REPLIED)
    reply = part_of(row).reply_given
    data = given(reply, "satisfied", "unsatisfied", "晚上仍然占满盲道。")
    page = phone.post(to("evaluate", row.pk), data, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.state, row.round, Evaluation.objects.get().words) == (State.HANDLING, 2, "晚上仍然占满盲道。")
    assert "单位重新办理，" in page
    assert "前再次答复您" in page


def test_satisfied_says_what_happens_next(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REPLIED)
    data = given(part_of(row).reply_given, "satisfied", "basically")
    assert "核查后销号" in phone.post(to("evaluate", row.pk), data, follow=True).content.decode()
    assert phone.post(to("evaluate", row.pk), data).status_code == 409, "a second verdict is none"
    assert phone.get(to("evaluate", row.pk))["Location"] == to("track", row.pk)


def test_each_reply_is_rated_by_itself(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REGISTERED)
    units = [operations.UnitPart(organ, Part.SPLIT) for organ in cast.units[:2]]
    operations.assign(suggestion=row, actor=cast.keeper, units=units, at=cast.later(days=1))
    row = answer(cast, row)
    first, second = Reply.objects.order_by("pk")
    page = phone.post(to("evaluate", row.pk), given(first, "satisfied", "satisfied")).content.decode()
    assert "有 2 处需要改正，还没有提交" in page
    data = {**given(first, "satisfied", "satisfied"), **given(second, "basically", "unsatisfied", "没修完")}
    phone.post(to("evaluate", row.pk), data)
    assert {e.reply_id: e.result for e in Evaluation.objects.all()} == {
        first.pk: "satisfied",
        second.pk: "unsatisfied",
    }


def test_words_of_a_thousand_characters_are_said_to_be_too_many(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REPLIED)
    long = "盲" * 1000
    data = given(part_of(row).reply_given, "satisfied", "unsatisfied", long)
    page = phone.post(to("evaluate", row.pk), data).content.decode()
    assert "最多 500 个字，现在有 1,000 个字" in page
    assert long in page


def test_the_second_unsatisfied_leads_to_joint_study(phone: Client, cast: Cast) -> None:
    row = rate(cast, make_suggestion(cast, State.REPLIED), Rating.UNSATISFIED)
    row = answer(cast, row)
    data = given(part_of(row).reply_given, "satisfied", "unsatisfied", "还是没有办好")
    page = phone.post(to("evaluate", row.pk), data, follow=True).content.decode()
    assert "会同政府研究" in page


# --- 确认联系 ----------------------------------------------------------------------------------------------------
@pytest.fixture
def contacted(cast: Cast) -> Contact:
    row = make_suggestion(cast, State.HANDLING)
    part = part_of(row)
    operations.accept(handling=part, actor=staff_for(cast, part), at=cast.later(days=1))
    contact(cast, part, ContactStage.BEFORE)
    return Contact.objects.get()


def test_a_contact_is_confirmed(phone: Client, cast: Cast, contacted: Contact) -> None:
    assert [todo.title[:5] for todo in todos(cast.deputy)] == ["确认联系："]
    page = phone.post(to("confirm_contact", contacted.pk), {"answer": "confirmed"}, follow=True)
    assert "已确认属实" in page.content.decode()
    assert Contact.objects.get().answer == Confirmation.CONFIRMED
    assert list(todos(cast.deputy)) == []


def test_a_contact_is_denied_only_with_words(phone: Client, cast: Cast, contacted: Contact) -> None:
    address = to("confirm_contact", contacted.pk)
    assert "请写明哪里不属实" in phone.post(address, {"answer": "denied"}).content.decode()
    assert Contact.objects.get().answer == ""
    phone.post(address, {"answer": "denied", "note": "那天没有接到电话"})
    assert Contact.objects.get().answer == Confirmation.DENIED
    assert Notice.objects.filter(user=cast.staff[0], title__startswith="代表没有确认").exists()
    assert phone.post(address, {"answer": "confirmed"}).status_code == 409


# --- 承诺 ----------------------------------------------------------------------------------------------------------
def test_a_kept_promise_is_rated(phone: Client, cast: Cast) -> None:
    row = answer(cast, make_suggestion(cast, State.HANDLING), "B")
    promise = Commitment.objects.get()
    operations.report_commitment(
        commitment=promise, actor=cast.staff[0], report="全部装完", at=cast.later(days=9)
    )
    assert phone.post(to("rate_commitment", promise.pk), {"rating": "satisfied"}).status_code == 409
    operations.check_commitment(commitment=promise, actor=cast.keeper, kept=True, note="看过现场")
    assert any(todo.title.startswith("评价承诺兑现") for todo in todos(cast.deputy))
    assert "全部装完" in phone.get(to("rate_commitment", promise.pk)).content.decode()
    phone.post(to("rate_commitment", promise.pk), {"rating": "satisfied"})
    promise.refresh_from_db()
    assert (promise.state, promise.rating) == (CommitmentState.KEPT, Rating.SATISFIED)
    assert row.commitments.count() == 1


# --- 补充情况, 催问, 撤回 ------------------------------------------------------------------
def test_a_note_reaches_the_office_and_the_units_and_the_original_stays(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast)
    assert "请填写补充的情况" in phone.post(to("add_note", row.pk), {"note": " "}).content.decode()
    for _ in range(2):
        phone.post(to("add_note", row.pk), {"note": "昨天又堵了一个小时。"})
    assert Step.objects.get(verb="add_note").note == "昨天又堵了一个小时。"
    for user in (cast.keeper, cast.staff[0]):
        assert Notice.objects.filter(user=user, title__startswith="代表补充情况").count() == 1
    assert "昨天又堵了一个小时。" in phone.get(to("track", row.pk)).content.decode()
    assert "昨天" not in row.submissions.get().situation


def test_asking_is_heard_once_a_day(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast)
    assert "已催问" in phone.post(to("ask_after", row.pk), follow=True).content.decode()
    page = phone.post(to("ask_after", row.pk), follow=True).content.decode()
    assert "今天已催问过" in page
    assert "今天已催问，明天可以再催" in page
    assert Notice.objects.filter(user=cast.keeper, title__startswith="代表催问").count() == 1


@pytest.mark.parametrize("state", [State.REPLIED, State.RETURNED, State.CLOSED, State.WITHDRAWN])
def test_nobody_is_asked_where_the_deputy_is_waited_for(phone: Client, cast: Cast, state: State) -> None:
    row = make_suggestion(cast, state)
    assert "催问" not in phone.get(to("track", row.pk)).content.decode()
    assert phone.post(to("ask_after", row.pk)).status_code == 409


def test_taking_it_back_needs_a_reason_and_stops_the_units(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast)
    assert "请填写为什么撤回" in phone.post(to("withdraw", row.pk), {"reason": ""}).content.decode()
    phone.post(to("withdraw", row.pk), {"reason": "已经解决"})
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN
    assert Notice.objects.filter(user=cast.staff[0], title__startswith="已终止办理").exists()


def test_what_was_answered_is_not_taken_back(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.REPLIED)
    assert phone.get(to("withdraw", row.pk)).status_code == 409
    assert to("withdraw", row.pk) not in phone.get(to("track", row.pk)).content.decode()


# --- the record of a person ------------------------------------------------------------------------------------
def test_the_section_of_a_person_counts_what_its_list_shows(client: Client, cast: Cast) -> None:
    make_suggestion(cast, State.HANDLING)
    joint = make_draft(make_cast(), title="关于联名的建议")
    Cosigner.objects.create(
        suggestion=joint, deputyship=cast.lead, state=CosignState.CONFIRMED, answered_at=cast.clock
    )
    operations.submit(suggestion=joint, actor=joint.lead.person.user)  # type: ignore[arg-type]
    make_draft(cast)
    make_suggestion(cast, State.SUBMITTED, occasion="sentiment")
    section = put_by(cast.lead.person, cast.office)
    assert section is not None
    client.force_login(cast.office)
    page = client.get(section.all_url)
    assert (section.count, page.context["list"].count) == (2, 2)
    assert {line.title for line in section.lines} >= {"关于联名的建议"}
    assert put_by(cast.lead.person, cast.staff[0]) is None
