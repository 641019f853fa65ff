"""Contacts, the reply with its promise, the co-handler's opinion, more time, the follow-up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from suggestions import operations
from suggestions.enums import ContactStage, HandlingState, State
from suggestions.models import Commitment, Contact, Extension, Reply, Suggestion
from tests.suggestions.cast import answer, contact, make_cast, make_suggestion, part_of
from tests.suggestions.unit.desk import (
    accepted,
    contact_form,
    contacted,
    on,
    reply_form,
    signed_in,
    url,
)

pytestmark = pytest.mark.django_db


def test_a_contact_sent_twice_is_one_and_the_panel_says_what_is_missing() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    part, client = accepted(cast, row), signed_in(cast.staff[0])
    detail = reverse("suggestions:detail", args=[row.pk])
    with on(cast.clock):
        assert "还没有办前联系和办中沟通的记录，记录了才能答复" in client.get(detail).content.decode()
        sent = contact_form(cast)
        for _ in range(2):
            assert client.post(url("record_contact", part), sent).status_code == 302
        assert Contact.objects.filter(handling=part).count() == 1
        assert "还没有办中沟通的记录，记录了才能答复" in client.get(detail).content.decode()
        assert client.get(url("reply", part)).status_code == 409


def test_a_contact_the_deputy_denied_is_missing_again() -> None:
    cast = make_cast()
    part = contacted(cast, make_suggestion(cast))
    denied = part.contacts.get(stage=ContactStage.DURING)
    operations.confirm_contact(
        contact=denied, actor=cast.deputy, answer="denied", note="没有接到电话", at=cast.later(hours=1)
    )
    with on(cast.clock):
        assert signed_in(cast.staff[0]).get(url("reply", part)).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "2026-03-01"}, "早于交办的日期3月4日，请改成实际日期"),
        ({"on": "2026-05-01"}, "这一天还没有到，请改成实际日期"),
        ({"on": "2026-02-30"}, "2026年2月没有30日，请改成实际日期"),
        ({"content": ""}, "请填写内容"),
        ({"content": "很" * 501}, "请删去 1 个字"),
        ({"way": ""}, "请选择方式"),
    ],
)
def test_a_wrong_contact_is_refused_at_its_field_and_stays(wrong: dict[str, str], said: str) -> None:
    cast = make_cast()
    part = accepted(cast, make_suggestion(cast))
    with on(cast.clock):
        page = signed_in(cast.staff[0]).post(url("record_contact", part), contact_form(cast, **wrong))
    assert said in page.content.decode()
    assert "丁志强" in page.content.decode()
    assert not Contact.objects.exists()


def test_a_reply_with_a_promise_goes_to_the_deputy() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    part = contacted(cast, row)
    with on(cast.later(days=2)):
        sent = signed_in(cast.staff[0]).post(
            url("reply", part), reply_form(cast, "B", number="安住建函〔2026〕57号")
        )
        assert sent.status_code == 302, sent.content.decode()
    given = Reply.objects.get(handling=part)
    assert (given.number, given.contact, given.contact_phone) == (
        "安住建函〔2026〕57号",
        "何小梅",
        "0551-62221234",
    )
    promise = Commitment.objects.get(reply=given)
    assert promise.what == "年内建成充电棚 6 处"
    assert promise.promised_on == timezone.localdate(cast.clock) + timedelta(days=120)
    assert Suggestion.objects.get(pk=row.pk).state == State.REPLIED


@pytest.mark.parametrize(
    ("letter", "wrong", "said"),
    [
        ("A", {"text": "  "}, "请填写答复内容"),
        ("A", {"text": "很" * 20_001}, "最多 20,000 个字"),
        ("A", {"category": ""}, "请选择答复类别"),
        ("A", {"replied_on": "2026-03-03"}, "早于交办的日期3月4日"),
        ("A", {"replied_on": "2026-12-31"}, "这一天还没有到"),
        ("B", {"promised_on": ""}, "请写明哪一天以前办到"),
        ("B", {"promised_on": "2026-03-05"}, "承诺的日期须在答复日期之后"),
        ("B", {"promise": ""}, "请写明答应办到什么"),
        ("A", {"public": "no"}, "不公开的，请写明理由"),
        ("A", {"contact_phone": "没有"}, "看不出是电话号码"),
    ],
)
def test_a_wrong_reply_is_refused_at_its_field_and_stays(
    letter: str, wrong: dict[str, Any], said: str
) -> None:
    cast = make_cast()
    part = contacted(cast, make_suggestion(cast))
    with on(cast.later(days=1)):
        page = signed_in(cast.staff[0]).post(url("reply", part), reply_form(cast, letter, **wrong))
    assert page.status_code == 200
    assert said in page.content.decode()
    assert "何小梅" in page.content.decode()
    assert not Reply.objects.exists()


def test_a_wrong_kind_of_file_is_named_and_the_reply_is_not_lost() -> None:
    cast = make_cast()
    part = contacted(cast, make_suggestion(cast))
    trick = SimpleUploadedFile("答复附件.pdf", b"MZ\x90 not a document", "application/pdf")
    with on(cast.later(days=1)):
        page = signed_in(cast.staff[0]).post(url("reply", part), {**reply_form(cast), "attachments": trick})
    assert "“答复附件.pdf”不能作为附件" in page.content.decode()
    assert "已划出限时停车位三十个。" in page.content.decode()
    assert not Reply.objects.exists()


def test_a_reply_with_a_document_keeps_it() -> None:
    cast = make_cast()
    part = contacted(cast, make_suggestion(cast))
    paper = SimpleUploadedFile("方案.pdf", b"%PDF-1.7\n%%EOF", "application/pdf")
    with on(cast.later(days=1)):
        assert (
            signed_in(cast.staff[0])
            .post(url("reply", part), {**reply_form(cast), "attachments": paper})
            .status_code
            == 302
        )
    assert [file.name for file in Reply.objects.get().files.shown()] == ["方案.pdf"]


def test_a_colleague_who_was_first_is_told_and_a_double_tap_is_not() -> None:
    cast = make_cast()
    part = contacted(cast, make_suggestion(cast))
    client = signed_in(cast.staff[0])
    with on(cast.later(days=1)):
        for _ in range(2):
            assert client.post(url("reply", part), reply_form(cast)).status_code == 302
        late = client.post(url("reply", part), reply_form(cast, text="另一份答复"))
    assert late.status_code == 409
    assert "另一份答复" in late.content.decode()
    assert Reply.objects.get().text == "已划出限时停车位三十个。"


def test_a_co_handler_gives_its_opinion_and_does_not_reply() -> None:
    cast = make_cast()
    row = make_suggestion(cast, co=1)
    part = part_of(row, cast.units[1])
    operations.accept(handling=part, actor=cast.staff[1], at=cast.later(hours=1))
    client = signed_in(cast.staff[1])
    with on(cast.later(days=1)):
        assert client.get(url("reply", part)).status_code == 409
        opinion = {"text": "同意增设停车位。", "signatory": "方文清"}
        assert client.post(url("give_opinion", part), opinion).status_code == 302
    assert Reply.objects.get(handling=part).text == "同意增设停车位。"
    lead = contacted(cast, row)
    with on(cast.clock):
        page = signed_in(cast.staff[0]).get(url("reply", lead)).content.decode()
    assert "同意增设停车位。" in page, "the lead unit reads it while it replies"


def test_more_time_is_asked_for_once_and_only_beyond_the_present_limit() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    part, client = accepted(cast, row), signed_in(cast.staff[0])
    with on(cast.clock):
        early = client.post(url("ask_extension", part), {"until": "2026-05-01", "reason": "要等资金"})
        assert "现在的期限是6月4日，延期须晚于这一天" in early.content.decode()
        asked = {"until": "2026-07-01", "reason": "要等资金"}
        assert client.post(url("ask_extension", part), asked).status_code == 302
        page = client.get(reverse("suggestions:detail", args=[row.pk])).content.decode()
        assert "已申请延到7月1日，等待决定" in page
        again = client.post(url("ask_extension", part), {"until": "2026-08-01", "reason": "再晚一点"})
        assert again.status_code == 409
        assert "再晚一点" in again.content.decode()
    assert Extension.objects.count() == 1


def test_the_follow_up_and_the_kept_promise_end_what_the_unit_owes() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    answer(cast, row, "B")
    part, client = part_of(row), signed_in(cast.staff[0])
    promise = Commitment.objects.get()
    with on(cast.later(days=10)):
        sent = contact_form(cast, content="回访了代表，停车位已经用上")
        assert client.post(url("follow_up", part), sent).status_code == 302
        assert part.contacts.filter(stage=ContactStage.AFTER).count() == 1
        report = reverse("suggestions:report_commitment", args=[promise.pk])
        assert "承诺事项" in client.get(report).content.decode()
        assert client.post(report, {"report": "6 处充电棚都已建成"}).status_code == 302
        assert client.post(report, {"report": "6 处充电棚都已建成"}).status_code == 302, "a double tap"
        assert client.post(report, {"report": "再报一次"}).status_code == 409
        assert signed_in(cast.staff[1]).get(report).status_code == 404
        page = client.get(reverse("suggestions:detail", args=[row.pk])).content.decode()
    assert "已报告，等待核实" in page
    promise.refresh_from_db()
    assert promise.state == "reported"
    assert part_of(row).state == HandlingState.ANSWERED


def test_a_renamed_unit_keeps_the_name_it_bore() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    organ = cast.units[0]
    before = organ.name
    organ.names.create(name=before, short_name=before, ends_on=timezone.localdate(cast.later(days=5)))
    organ.name = organ.short_name = "区新名称局"
    organ.save()
    page = signed_in(cast.staff[0]).get(reverse("suggestions:detail", args=[row.pk])).content.decode()
    assert before in page


def test_parts_are_looked_at_with_the_same_number_of_queries(
    django_assert_num_queries: Any,
) -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    part = contacted(cast, row)
    contact(cast, part, ContactStage.DURING)
    client = signed_in(cast.staff[0])
    with on(cast.clock):
        client.get(url("reply", part))
        with django_assert_num_queries(REPLY_QUERIES):
            client.get(url("reply", part))


#: The page of the reply: the user's session and roles, menu, the part with clocks and contacts, categories, opinions.
REPLY_QUERIES = 11
