"""The letter of reply as PDF and DOCX, the case file: what they say, to whom, and that nothing is missing."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from congress.accounts.enums import Role
from congress.documents.pdf.renderer import PdfResult
from congress.jobs.models import Job
from suggestions import operations
from suggestions.enums import Part, Rating, State
from suggestions.letters import case_file, views
from suggestions.letters.jobs import print_case_file
from suggestions.letters.letter import Letter, letter_of
from suggestions.letters.letter_docx import letter_docx
from suggestions.letters.letter_pdf import letter_pdf
from suggestions.letters.reading import record_for
from suggestions.models import MatterSuggestion, Reply, Suggestion
from tests.documents.pdf_text import inflated, page_chars, page_texts, squeezed
from tests.factories import make_deputyship, make_person, make_user
from tests.liaison_stations.stage import make_matter, make_station
from tests.suggestions.cast import Cast, answer, make_cast, make_draft, make_suggestion, rate
from tests.suggestions.unit.desk import contacted, on, reply_form, signed_in, url

pytestmark = pytest.mark.django_db
#: Width and height of A4 in points.
WIDTH, HEIGHT = 595, 842


def replied(cast: Cast, letter: str = "B", **facts: object) -> Reply:
    """A reply as the unit files it through its form."""
    row = make_suggestion(cast)
    part = contacted(cast, row)
    with on(cast.later(days=2)):
        signed_in(cast.staff[0]).post(
            url("reply", part), reply_form(cast, letter, number="安住建函〔2026〕57号", **facts)
        )
    return Reply.objects.get(handling=part)


def text_of(response: bytes) -> str:
    return squeezed("".join(page_texts(response)))


def a_letter(**changes: object) -> Letter:
    """A letter with everything in it."""
    given: dict[str, object] = {
        "unit": "安澜区住房和城乡建设局",
        "number": "安住建函〔2026〕57号",
        "mark": "B类　可以公开",
        "title": "对第 2026-057 号建议的答复",
        "addressee": "陈立新、何素琴代表：",
        "body": ("您提出的建议收悉。现答复如下：",),
        "files": (),
        "date": "2026年11月23日",
        "signatory": "丁志强",
        "contact": "何小梅",
        "phone": "0551-62221234",
        "copies": ("安澜区人大常委会办公室", "安澜区人民政府办公室"),
        **changes,
    }
    return Letter(**given)  # type: ignore[arg-type]


def test_the_letter_says_who_answers_whom_and_what() -> None:
    cast = make_cast()
    reply = replied(cast)
    row = reply.handling.suggestion
    answer_ = signed_in(cast.deputy).get(reverse("suggestions:letter_pdf", args=[reply.pk]))
    assert answer_["Content-Type"] == "application/pdf"
    text = text_of(answer_.content)
    for words in (
        reply.handling.organ_name,
        "安住建函〔2026〕57号",
        f"对第{row.number_text}号建议的答复",
        f"{row.lead.person.name}代表：",
        f"您提出的“{row.title}”（第{row.number_text}号）收悉。现答复如下：",
        "已划出限时停车位三十个。",
        "B类可以公开",
        "签发人：丁志强",
        "联系人：何小梅，联系电话：0551-62221234",
        "抄送：安澜区人大常委会办公室，安澜区人民政府办公室。",
        "2026年3月8日",
    ):
        assert words in text, words


def test_the_docx_says_the_same() -> None:
    cast = make_cast()
    reply = replied(cast)
    content = signed_in(cast.staff[0]).get(reverse("suggestions:letter_docx", args=[reply.pk])).content
    document = Document(BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    letter = letter_of(reply)
    for words in (
        letter.unit,
        letter.number,
        letter.mark,
        letter.title,
        letter.addressee,
        *letter.body,
        letter.date,
    ):
        assert words in lines, words
    assert document.tables[0].rows[0].cells[0].text == f"抄送：{'，'.join(letter.copies)}。"
    assert letter_docx(letter) == content, "the same letter gives the same bytes"


def test_those_who_signed_together_are_addressed_together() -> None:
    cast = make_cast()
    others = []
    for name in ("欧阳婉清", "何素琴"):
        person = make_person(name)
        person.user = make_user(Role.DEPUTY, name=name)
        person.save()
        others.append(make_deputyship(person))
    row = make_draft(cast)
    operations.invite(suggestion=row, actor=cast.deputy, deputyships=others)
    for cosigner in row.cosigners.all():
        signer = cosigner.deputyship.person.user
        assert signer is not None
        operations.cosign(cosigner=cosigner, actor=signer, agree=cosigner.deputyship == others[0])
    row = operations.submit(suggestion=row, actor=cast.deputy, at=cast.clock)
    row = operations.register(
        suggestion=row, actor=cast.keeper, category=cast.category, at=cast.later(days=1)
    )
    units = [operations.UnitPart(cast.units[0], Part.LEAD)]
    row = operations.assign(suggestion=row, actor=cast.keeper, units=units, at=cast.later(days=1))
    answer(cast, row)
    letter = letter_of(Reply.objects.get())
    assert letter.addressee == f"{cast.lead.person.name}、欧阳婉清代表："
    assert letter.body[0].startswith("你们提出的")


def test_an_opening_the_unit_wrote_itself_is_not_doubled() -> None:
    cast = make_cast()
    reply = replied(cast, text="您提出的建议收悉，现答复如下：\n已划出停车位。")
    assert letter_of(reply).body == ("您提出的建议收悉，现答复如下：", "已划出停车位。")


def test_a_unit_that_was_renamed_signs_with_the_name_it_bore() -> None:
    cast = make_cast()
    reply = replied(cast)
    organ = cast.units[0]
    organ.name = organ.short_name = "区新名称局"
    organ.save()
    assert letter_of(Reply.objects.get(pk=reply.pk)).unit != "区新名称局"


@pytest.mark.parametrize("paragraphs", range(1, 14))
def test_the_signature_never_stands_alone_and_everything_is_on_the_page(paragraphs: int) -> None:
    body = tuple(
        "今年以来，我局把充电设施纳入老旧小区改造，统一规划充电棚，年内先行完成6个小区；明确充电服务费上限并公示。"
        for _ in range(paragraphs)
    )
    result = letter_pdf(a_letter(body=body, files=("充电棚建设计划.pdf", "现场照片.pdf")))
    last = page_texts(result.bytes)[-1]
    assert "2026年11月23日" in squeezed(last)
    assert "收悉" in squeezed(last) or "我局" in squeezed(last) or "附件" in squeezed(last)
    assert "抄送：" in squeezed(last)
    whole_on_the_page(result)


def whole_on_the_page(result: PdfResult, *, right: float = 20) -> None:
    """Every character lies within the margins (in points), and none is a box of a missing glyph."""
    assert b".notdef" not in inflated(result.bytes)
    for number in range(result.pages):
        for char in page_chars(result.bytes, number):
            assert 25 < char.x < char.right < WIDTH - right, (number, char)
            assert 30 < char.y < HEIGHT - 25, (number, char)


def test_rare_names_and_long_names_of_units_are_printed() -> None:
    name = "安澜区发展和改革委员会（区粮食和物资储备局、区能源局、区重点项目服务中心）"
    result = letter_pdf(a_letter(unit=name, addressee="喆昇堃翀䶮㛃代表："))
    assert "喆昇堃翀䶮㛃代表" in text_of(result.bytes)
    assert name in text_of(result.bytes)
    whole_on_the_page(result)


def test_who_does_not_see_the_suggestion_gets_no_letter() -> None:
    cast = make_cast()
    reply = replied(cast)
    row = reply.handling.suggestion
    addresses = [
        reverse("suggestions:letter_pdf", args=[reply.pk]),
        reverse("suggestions:letter_docx", args=[reply.pk]),
        reverse("suggestions:case_file", args=[row.pk]),
        reverse("suggestions:evaluation_form", args=[row.pk]),
    ]
    for stranger in (cast.staff[2], make_user(Role.DEPUTY), make_user(Role.TOWN)):
        client = signed_in(stranger)
        assert [client.get(address).status_code for address in addresses] == [404] * 4
    for insider in (cast.staff[0], cast.deputy, cast.office, cast.leader):
        assert signed_in(insider).get(addresses[1]).status_code == 200


def test_an_opinion_is_no_letter() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REPLIED, co=1)
    opinion = Reply.objects.get(handling__suggestion=row, category=None)
    client = signed_in(cast.office)
    assert client.get(reverse("suggestions:letter_pdf", args=[opinion.pk])).status_code == 404


# --- the case file ------------------------------------------------------------------------------------
def a_long_case(cast: Cast) -> Suggestion:
    """Two rounds, a co-handler, a promise, citizens' ratings."""
    row = make_suggestion(cast, co=1)
    answer(cast, row, "B")
    rate(cast, row, Rating.UNSATISFIED)
    answer(cast, row)
    rate(cast, row, Rating.SATISFIED)
    MatterSuggestion.objects.create(
        matter=make_matter(make_station()),
        suggestion=row,
        reply_rating="satisfied",
        deed_rating="dissatisfied",
        deed_words="住在三栋的老郑",
        rated_at=timezone.now(),
        deed_rated_at=timezone.now(),
    )
    Suggestion.objects.filter(pk=row.pk).update(source_note="三栋居民郑国平反映")
    return Suggestion.objects.get(pk=row.pk)


def test_the_case_file_tells_everything_but_who_the_citizens_are() -> None:
    cast = make_cast()
    row = a_long_case(cast)
    content = signed_in(cast.office).get(reverse("suggestions:case_file", args=[row.pk])).content
    text = text_of(content)
    for words in (
        squeezed(row.title),
        "代表建议办理卷宗",
        "公交车常被堵",
        "划出限时停车位三十个",
        "电话沟通了办理思路",
        "车位划在了别处",
        "同意会办",
        "满意1人",
        "签收或申请退办2026-03-11，按期",
        "代表不满意，重新办理",
        "第2轮",
    ):
        assert squeezed(words) in text, words
    assert "郑国平" not in text
    assert "老郑" not in text
    assert re.search(r"第2页，共\d+页", text)


def test_a_deputy_does_not_read_what_the_units_tell_each_other() -> None:
    cast = make_cast()
    row = a_long_case(cast)
    content = signed_in(cast.deputy).get(reverse("suggestions:case_file", args=[row.pk])).content
    assert "同意会办" not in text_of(content)
    assert "划出限时停车位三十个" in text_of(content)


def test_long_texts_and_long_words_stay_on_the_page_and_heads_repeat() -> None:
    cast = make_cast()
    row = make_suggestion(cast, situation="https://example.org/" + "a" * 300 + "\n" + "情况" * 3000)
    part = contacted(cast, row)
    for number in range(40):
        operations.record_contact(
            handling=part,
            actor=cast.staff[0],
            stage="during",
            at=cast.later(hours=1),
            on=timezone.localdate(cast.clock),
            way="call",
            who="丁志强",
            content=f"第{number}次：" + "沟通" * 100,
            token=f"00000000-0000-4000-8000-{number:012}",  # type: ignore[arg-type]
        )
    record = record_for(Suggestion.objects.all(), row.pk)
    assert record is not None
    result = case_file.case_file(record, opinions=True, today=date(2026, 4, 1))
    whole_on_the_page(result, right=56)
    heads = [page for page in page_texts(result.bytes) if "第" in page and "代表确认" in squeezed(page)]
    assert len(heads) > 2, "the head of the table of contacts repeats"


def test_a_long_case_file_is_printed_by_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    monkeypatch.setattr(views, "LONGEST_AT_ONCE", 10)
    client, address = signed_in(cast.office), reverse("suggestions:case_file", args=[row.pk])
    assert "在后台排版" in client.get(address).content.decode()
    assert not Job.objects.exists(), "looking starts nothing"
    answer_ = client.post(address)
    job = Job.objects.get(kind="suggestions.case_file")
    assert answer_["Location"] == reverse("jobs:progress", args=[job.pk])
    kept: dict[str, bytes] = {}

    class Run:
        actor, params = cast.office, job.params
        progress = staticmethod(lambda *_told: None)
        save_result = staticmethod(lambda name, data: kept.update({name: data}))

    print_case_file(Run)  # type: ignore[arg-type]
    assert "代表建议办理卷宗" in text_of(kept[f"{row.number_text}办理卷宗.pdf"])


def test_a_character_that_no_font_has_is_said_for_a_letter_and_marked_in_the_case_file() -> None:
    cast = make_cast()
    reply = replied(cast, text="这里有一个没有字形的字\u0e01。")
    row = reply.handling.suggestion
    client = signed_in(cast.office)
    refused = client.get(reverse("suggestions:letter_pdf", args=[reply.pk]), follow=True)
    assert refused.redirect_chain == [(reverse("suggestions:detail", args=[row.pk]), 302)]
    assert "字体中没有这些字" in refused.content.decode()
    assert client.get(reverse("suggestions:letter_docx", args=[reply.pk])).status_code == 200
    text = text_of(client.get(reverse("suggestions:case_file", args=[row.pk])).content)
    assert "没有字形的字〓。" in text


def test_queries_of_the_case_file_do_not_grow() -> None:
    cast = make_cast()
    rows = [make_suggestion(cast), a_long_case(cast)]
    client = signed_in(cast.office)
    client.get(reverse("suggestions:case_file", args=[rows[0].pk]))
    counted = []
    for row in rows:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("suggestions:case_file", args=[row.pk])).status_code == 200
        counted.append(len(queries))
    assert abs(counted[0] - counted[1]) <= 1, counted
