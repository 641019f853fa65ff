"""A month pasted or sent as a file: what becomes a card, what is left out and said so."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from activities.models import Activity, PastedCard, PasteDraft
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from tests.activities.pasting.world import MONTH, PARAGRAPHS, card, pasted
from tests.factories import make_user

URL = "/activities/paste/"


def sent(**changes: Any) -> dict[str, Any]:
    """What the page posts."""
    return {"year": "2026", "month": "5", "text": "", "token": str(uuid4()), **changes}


def test_a_month_becomes_cards_and_the_rest_is_named(clerk: User, client: Client) -> None:
    answer = client.post(URL, sent(text=MONTH), follow=True)
    draft = PasteDraft.objects.get()
    assert [card(draft, order).text for order in range(1, 19)] == PARAGRAPHS
    whys = {text: why for text, why in draft.left_out}  # noqa: C416 - typed as lists of two
    assert whys["孙维民率队调研园区经济发展情况·····	2"] == "目录"
    assert whys["— 1 —"] == "页码"
    assert whys["区人大常委会办公室"] == "刊头"
    assert f"略过了 {len(draft.left_out)} 行" in answer.content.decode()
    assert not Activity.objects.exists()
    event = AuditEvent.objects.get(verb="activities:paste")
    assert event.after == {"year": 2026, "month": 5, "paragraphs": 18, "left_out": len(draft.left_out)}


def test_eighteen_paragraphs_stand_there_in_two_seconds(clerk: User, client: Client) -> None:
    started = time.perf_counter()
    client.post(URL, sent(text=MONTH), follow=True)
    assert time.perf_counter() - started < 2


def test_the_page_asks_the_database_the_same_however_many_cards(clerk: User, client: Client) -> None:
    counts = []
    for text in ("\n".join(PARAGRAPHS[:3]), MONTH):
        draft = pasted(clerk, text)
        client.get(f"{URL}{draft.pk}/")  # what the shell keeps for a minute is there now
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{URL}{draft.pk}/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14


def test_sent_twice_is_one_draft(clerk: User, client: Client) -> None:
    data = sent(text=MONTH)
    pages = [client.post(URL, data)["Location"] for _ in range(2)]
    assert pages[0] == pages[1]
    assert PasteDraft.objects.count() == 1
    assert PastedCard.objects.count() == 18


def test_a_word_file_is_read_like_what_is_pasted(clerk: User, client: Client) -> None:
    document, out = Document(), BytesIO()
    for line in MONTH.splitlines():
        document.add_paragraph(line)
    document.save(out)
    client.post(URL, sent(file=SimpleUploadedFile("五月.docx", out.getvalue())))
    assert PastedCard.objects.count() == 18


def test_a_text_in_the_encoding_of_old_windows(clerk: User, client: Client) -> None:
    client.post(URL, sent(file=SimpleUploadedFile("五月.txt", MONTH.encode("gb18030"))))
    assert PastedCard.objects.count() == 18


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "请粘贴文字，或选一个文件"),
        ({"text": "今天天气很好"}, "没有看出活动"),
        ({"text": "字" * 100_001}, "有 100,001 个字，一次最多 100,000 个字"),
        ({"text": "5月8日，区人大常委会召开会议。\n" * 101}, "读出 101 段，一次最多 100 段"),
        ({"text": MONTH, "year": "二〇二六"}, "年份写成数字"),
        ({"text": MONTH, "month": "13"}, "13"),
        ({"file": SimpleUploadedFile("旧.doc", b"\xd0\xcf\x11\xe0rest")}, "另存为 .docx"),
        ({"file": SimpleUploadedFile("坏.docx", b"PK\x03\x04broken")}, "不是能打开的 Word 文件"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays(
    clerk: User, client: Client, changes: dict[str, Any], message: str
) -> None:
    answer = client.post(URL, sent(**changes))
    page = answer.content.decode()
    assert message in page
    assert str(changes.get("text", ""))[:200] in page
    assert not PasteDraft.objects.exists()


def test_a_hundred_thousand_characters_are_read(clerk: User, client: Client) -> None:
    text = "\n".join(PARAGRAPHS)
    long = "\n".join(f"{text[:300]}{'学习讨论交流' * 160}。" for _ in range(78))[:99_000]
    started = time.perf_counter()
    answer = client.post(URL, sent(text=long))
    assert time.perf_counter() - started < 10
    assert answer.status_code in (200, 302)


def test_a_paragraph_without_a_date_says_so(clerk: User, client: Client) -> None:
    draft = pasted(clerk, f"{PARAGRAPHS[0]}\n区人大常委会副主任孙维民带领部分区人大代表视察供水工作。")
    page = client.get(f"{URL}{draft.pk}/").content.decode()
    assert "日期：正文没有写日期" in page
    assert "登记可以登记的 1 段" in page


def test_a_line_left_out_can_be_brought_back(clerk: User, client: Client) -> None:
    draft = pasted(clerk, f"{PARAGRAPHS[0]}\n各乡镇的工作按计划推进，情况良好。")
    text, why = draft.left_out[0]
    assert why == "看不出日期和参加人"
    for _ in range(2):
        client.post(f"{URL}{draft.pk}/bring-back/", {"number": "0"})
    draft.refresh_from_db()
    assert draft.left_out == []
    assert card(draft, 2).text == text
    assert draft.cards.count() == 2


def test_a_draft_is_its_authors_alone(clerk: User, client: Client) -> None:
    draft = pasted(clerk, MONTH)
    client.force_login(make_user(Role.OFFICE))
    first = draft.cards.get(order=1)
    assert client.get(f"{URL}{draft.pk}/").status_code == 404
    for path in (f"{draft.pk}/record/", f"{draft.pk}/drop/", f"{draft.pk}/bring-back/", f"cards/{first.pk}/"):
        assert client.post(f"{URL}{path}").status_code == 404
    assert client.get(f"{URL}cards/{first.pk}/pick/?line=p0").status_code == 404
    assert "还没有登记完的" not in client.get(URL).content.decode()


def test_a_draft_waits_on_the_page_until_it_is_dropped(clerk: User, client: Client) -> None:
    draft = pasted(clerk, MONTH)
    assert "还有 18 段" in client.get(URL).content.decode()
    client.post(f"{URL}{draft.pk}/drop/")
    assert not PasteDraft.objects.exists()
    assert AuditEvent.objects.filter(verb="activities:drop_paste").count() == 1
