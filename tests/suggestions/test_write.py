"""Writing a suggestion: drafts that survive, one submission from two taps, photos, files, invitations, bad input."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from congress.accounts.enums import Role
from congress.notices.models import Notice
from congress.organs.models import Session
from suggestions import operations
from suggestions.enums import Occasion, Signing, State
from suggestions.models import LONGEST_PART, Suggestion, SuggestionPhoto
from tests.factories import make_deputyship, make_person, make_term, make_user
from tests.suggestions.cast import Cast, make_cast, make_draft, make_suggestion

pytestmark = pytest.mark.django_db

WRITE = reverse("suggestions:write")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def phone(client: Client, cast: Cast) -> Client:
    client.force_login(cast.deputy)
    return client


def words(**more: Any) -> dict[str, Any]:
    return {
        "title": "关于在柳桥菜市场周边增设限时停车位的建议",
        "situation": "菜市场早上六点到九点，周边两条路停满了车，公交车常被堵。",
        "proposal": "由交通部门会同街道划出限时停车位。",
        "kind": "suggestion",
        "occasion": "between",
        "source": "deputy",
        "token": str(uuid4()),
        **more,
    }


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    return words(lead=cast.lead.pk, area=cast.town.pk, **more)


def jpeg(name: str = "菜市场.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def only() -> Suggestion:
    return Suggestion.objects.get()


def test_the_form_comes_with_its_parts_and_hints(phone: Client) -> None:
    page = phone.get(WRITE).content.decode()
    for said in ("案由", "情况", "建议", "一事一议", "影响多少人", "哪个部门做什么", "最多 9 张"):
        assert said in page
    assert "（可不填）" not in page.partition("照片")[0], "案由, 情况 and 建议 are needed in the end"


def test_submitting_gives_a_receipt_with_number_and_code(phone: Client, cast: Cast) -> None:
    answer = phone.post(WRITE, typed(cast, submit="1"), follow=True)
    row = only()
    assert answer.redirect_chain[-1][0] == reverse("suggestions:receipt", args=[row.pk])
    page = answer.content.decode()
    assert row.state == State.SUBMITTED
    assert row.receipt in page
    assert "<svg" in page
    assert " style=" not in page
    assert Notice.objects.filter(user=cast.keeper, title__startswith="新建议").exists()


def test_sent_twice_it_is_one_suggestion(phone: Client, cast: Cast) -> None:
    data = typed(cast, submit="1")
    first, second = phone.post(WRITE, data), phone.post(WRITE, data)
    assert first["Location"] == second["Location"] == reverse("suggestions:receipt", args=[only().pk])
    assert only().submissions.count() == 1


def test_a_second_tap_on_the_edited_draft_finds_the_receipt(phone: Client, cast: Cast) -> None:
    row = make_draft(cast)
    data = typed(cast, token=row.token, version=1, submit="1")
    address = reverse("suggestions:edit", args=[row.pk])
    assert phone.post(address, data)["Location"] == reverse("suggestions:receipt", args=[row.pk])
    assert phone.post(address, data)["Location"] == reverse("suggestions:receipt", args=[row.pk])
    assert only().submissions.count() == 1


def test_a_missing_part_is_named_and_what_was_written_is_kept_as_a_draft(phone: Client, cast: Cast) -> None:
    page = phone.post(WRITE, typed(cast, proposal="", submit="1")).content.decode()
    assert "还没有写建议，写了才能提交" in page
    assert "草稿已存，还没有提交" in page
    row = only()
    assert (row.state, row.situation[:3]) == (State.DRAFT, "菜市场")
    again = phone.post(
        reverse("suggestions:edit", args=[row.pk]),
        typed(cast, token=row.token, version=row.version, submit="1"),
    )
    assert again["Location"] == reverse("suggestions:receipt", args=[row.pk])


def test_an_empty_one_is_refused_at_the_field_and_nothing_is_made(phone: Client, cast: Cast) -> None:
    blank = typed(cast, title=" ", situation="", proposal="")
    assert "还没有写案由" in phone.post(WRITE, {**blank, "submit": "1"}).content.decode()
    assert "写几个字再存草稿" in phone.post(WRITE, {**blank, "keep": "1"}).content.decode()
    assert not Suggestion.objects.exists()


def test_a_text_of_100_000_characters_is_refused_and_nothing_of_it_is_lost(phone: Client, cast: Cast) -> None:
    long = "菜" * 100_000
    page = phone.post(WRITE, typed(cast, situation=long, submit="1")).content.decode()
    assert f"最多 {LONGEST_PART:,} 个字，现在有 100,000 个字" in page
    assert long in page
    assert not Suggestion.objects.exists()


def test_a_photo_is_kept_with_the_draft_even_when_submitting_fails(phone: Client, cast: Cast) -> None:
    page = phone.post(WRITE, typed(cast, proposal="", submit="1", photos=[jpeg()])).content.decode()
    photo = SuggestionPhoto.objects.get()
    assert reverse("suggestions:photo", args=[photo.pk, "small"]) in page
    shown = phone.get(reverse("suggestions:photo", args=[photo.pk, "small"]))
    assert (shown["Content-Type"], shown.getvalue()[:2]) == ("image/jpeg", b"\xff\xd8")
    shown.close()


def test_thirty_photos_from_a_phone_are_refused_with_words(phone: Client, cast: Cast) -> None:
    photos = [jpeg(f"{n}.jpg") for n in range(30)]
    page = phone.post(WRITE, typed(cast, submit="1", photos=photos)).content.decode()
    assert "照片最多 9 张，这次选了 30 张，请去掉 21 张" in page
    assert "公交车常被堵" in page
    assert not SuggestionPhoto.objects.exists()


def test_a_tenth_photo_is_refused_beside_the_nine_there_are(phone: Client, cast: Cast) -> None:
    row = make_draft(cast)
    address = reverse("suggestions:attach", args=[row.pk])
    for n in range(9):
        assert phone.post(address, {"photos": [jpeg(f"{n}.jpg")]}).status_code == 200
    answer = phone.post(address, {"photos": [jpeg("十.jpg")]})
    assert answer.status_code == 422
    assert "照片最多 9 张，已有 9 张，这次选了 1 张，请去掉 1 张" in answer.content.decode()
    dropped = SuggestionPhoto.objects.first()
    assert dropped is not None
    phone.post(address, {"drop": dropped.pk})
    assert row.photos.shown().count() == 8


@pytest.mark.parametrize(
    ("field", "name", "said"),
    [("photos", "现场.jpg", "不是能用的照片"), ("documents", "方案.pdf", "不能作为附件")],
)
def test_a_wrong_file_under_a_good_name_is_refused(
    phone: Client, cast: Cast, field: str, name: str, said: str
) -> None:
    wrong = SimpleUploadedFile(name, b"MZ\x90\x00 this is a program", "application/octet-stream")
    page = phone.post(WRITE, typed(cast, submit="1", **{field: [wrong]})).content.decode()
    assert said in page
    assert name in page
    assert "公交车常被堵" in page


def test_a_document_is_kept_and_can_be_taken_out(phone: Client, cast: Cast) -> None:
    pdf = SimpleUploadedFile("方案.pdf", b"%PDF-1.7 x", "application/pdf")
    phone.post(WRITE, typed(cast, keep="1", documents=[pdf]))
    row = only()
    kept = row.files.shown().get()
    phone.post(
        reverse("suggestions:edit", args=[row.pk]),
        typed(cast, token=row.token, version=row.version, keep="1", drop_file=kept.pk),
    )
    assert not row.files.shown().exists()


def test_a_draft_changed_elsewhere_shows_both_sides(phone: Client, cast: Cast) -> None:
    row = make_draft(cast)
    address = reverse("suggestions:edit", args=[row.pk])
    phone.post(address, typed(cast, token=row.token, version=1, keep="1", proposal="划二十个车位。"))
    late = phone.post(address, typed(cast, token=row.token, version=1, keep="1", proposal="划三十个车位。"))
    page = late.content.decode()
    assert late.status_code == 409
    assert "划二十个车位。" in page
    assert "划三十个车位。" in page


# --- what the page saves by itself ---------------------------------------------------------------------
SAVE = reverse("suggestions:save_draft")


def test_the_page_saves_by_itself_and_learns_where_the_draft_is(phone: Client, cast: Cast) -> None:
    data = typed(cast)
    first = phone.post(SAVE, data).json()
    row = only()
    assert (first["row"], first["version"]) == (row.pk, 1)
    second = phone.post(SAVE, {**data, "row": row.pk, "version": 1, "title": "另一个案由"}).json()
    assert second["version"] == 2
    assert only().title == "另一个案由"


def test_an_answer_that_never_arrived_makes_no_second_draft(phone: Client, cast: Cast) -> None:
    data = typed(cast)
    phone.post(SAVE, data)
    told = phone.post(SAVE, {**data, "proposal": "又想了想。"}).json()
    assert (told["row"], only().proposal) == (only().pk, "又想了想。")


def test_nothing_is_made_of_an_empty_page(phone: Client, cast: Cast) -> None:
    assert phone.post(SAVE, typed(cast, title="", situation="", proposal="")).json() == {"row": None}
    assert not Suggestion.objects.exists()


def test_saving_says_what_it_cannot_take(phone: Client, cast: Cast) -> None:
    answer = phone.post(SAVE, typed(cast, title="长" * 121))
    assert answer.status_code == 422
    assert "案由：最多 120 个字" in answer.json()["said"]
    row = make_draft(cast)
    stale = phone.post(SAVE, typed(cast, row=row.pk, version=0, token=row.token))
    assert stale.status_code == 409
    assert "别处改过" in stale.json()["said"]


def test_the_page_does_not_save_what_is_submitted(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.SUBMITTED)
    answer = phone.post(SAVE, typed(cast, row=row.pk, version=row.version, title="改一改"))
    assert answer.status_code == 409
    assert only().title == row.title


# --- hints and what is alike --------------------------------------------------------------------------------
HINTS = reverse("suggestions:hints")


def test_what_is_alike_is_shown_by_title_and_state_only(phone: Client, cast: Cast) -> None:
    other = make_cast()
    row = make_suggestion(other, State.HANDLING, title="关于规范柳桥菜市场周边停车的建议")
    draft = make_draft(other, title="关于柳桥菜市场停车的建议（草稿）")
    page = phone.post(HINTS, {"title": "关于在柳桥菜市场周边增设限时停车位的建议"}).content.decode()
    assert row.title in page
    assert "办理中" in page
    assert draft.title not in page
    assert reverse("suggestions:detail", args=[row.pk]) not in page, (
        "another deputy's is not opened from here"
    )


@pytest.mark.parametrize(
    ("part", "text", "said"),
    [
        ("title", "关于修路的建议；关于装灯的建议", "一事一议"),
        ("situation", "一、路灯不亮。\n二、水管漏水。", "一事一议"),
        ("situation", "此案一审判决已下，法院还没有执行。", "正在诉讼"),
        ("situation", "我家的房子漏水。", "亲属"),
        ("proposal", "建议各单位采购我公司的产品。", "推介"),
        ("situation", "举报某人受贿。", "纪检监察"),
    ],
)
def test_the_form_remarks_and_never_blocks(
    phone: Client, cast: Cast, part: str, text: str, said: str
) -> None:
    assert said in phone.post(HINTS, {part: text}).content.decode()
    phone.post(WRITE, typed(cast, submit="1", **{part: text}))
    assert only().state == State.SUBMITTED


def test_ordinary_words_bring_no_remark(phone: Client) -> None:
    page = phone.post(HINTS, words(proposal="一、划停车位。\n二、装公示牌。")).content.decode()
    assert "rd-note" not in page


# --- who signs with it -----------------------------------------------------------------------------------------
def colleague(name: str) -> Any:
    person = make_person(name)
    person.user = make_user(Role.DEPUTY, name=name)
    person.save()
    return make_deputyship(person)


def test_inviting_keeps_the_draft_tells_the_deputy_and_waits(phone: Client, cast: Cast) -> None:
    other = colleague("赵永东")
    answer = phone.post(WRITE, typed(cast, submit="1", cosigners=f"赵永东#{other.pk}"), follow=True)
    row = only()
    assert (row.state, row.signing) == (State.DRAFT, Signing.JOINT)
    assert "已邀请 1 位代表附议" in answer.content.decode()
    assert Notice.objects.filter(user=other.person.user, title__startswith="请您附议").count() == 1
    page = phone.get(reverse("suggestions:edit", args=[row.pk])).content.decode()
    assert "还有 1 位没有答复" in page


def test_invited_twice_is_invited_once(phone: Client, cast: Cast) -> None:
    other = colleague("赵永东")
    row = make_draft(cast)
    for _ in range(2):
        row.refresh_from_db()
        data = typed(cast, token=row.token, version=row.version, keep="1", cosigners="赵永东")
        phone.post(reverse("suggestions:edit", args=[row.pk]), data)
    assert row.cosigners.count() == 1
    assert Notice.objects.filter(user=other.person.user).count() == 1


def test_somebody_who_is_no_deputy_is_named_at_the_field(phone: Client, cast: Cast) -> None:
    page = phone.post(WRITE, typed(cast, submit="1", cosigners="查无此人")).content.decode()
    assert "没有“查无此人”" in page
    assert not Suggestion.objects.exists()


def test_deputies_are_found_by_their_initials(phone: Client) -> None:
    other = colleague("赵永东")
    found = phone.get(reverse("suggestions:deputies"), {"q": "zyd"}).json()["deputies"]
    assert [one["value"] for one in found] == [f"赵永东#{other.pk}"]


def test_a_motion_says_how_many_signatories_it_lacks(phone: Client, cast: Cast) -> None:
    page = phone.post(WRITE, typed(cast, submit="1", kind="motion")).content.decode()
    assert "议案须 10 名以上代表联名，现在连您 1 人" in page
    assert '<details class="rd-more sug-more" open>' in page, "the message stands where it can be read"


# --- when, by whom -------------------------------------------------------------------------------------------------
def test_a_session_is_offered_while_one_is_on(phone: Client, cast: Cast, settings: Any) -> None:
    assert "大会期间" not in phone.get(WRITE).content.decode()
    from_today = cast.clock.date()
    term = make_term()
    Session.objects.create(term=term, number=5, starts_on=from_today, ends_on=from_today.replace(year=2099))
    page = phone.get(WRITE).content.decode()
    assert "大会期间" in page
    session = Session.objects.get()
    phone.post(WRITE, typed(cast, submit="1", occasion="session", session=session.pk))
    assert (only().occasion, only().session) == (Occasion.SESSION, session)


def test_an_account_without_a_deputyship_is_told_so(client: Client) -> None:
    client.force_login(make_user(Role.DEPUTY))
    assert "没有在任的代表资格" in client.get(WRITE).content.decode()
    assert client.post(SAVE, words()).status_code == 403


def test_another_deputys_draft_does_not_exist(client: Client, cast: Cast) -> None:
    row = make_draft(cast)
    client.force_login(make_cast().deputy)
    for name in ("edit", "attach", "withdraw", "track"):
        assert client.get(reverse(f"suggestions:{name}", args=[row.pk])).status_code in {404, 405}, name
    assert client.post(reverse("suggestions:attach", args=[row.pk]), {"drop": 1}).status_code == 404


def test_what_came_back_says_why_and_is_submitted_again(phone: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.RETURNED)
    address = reverse("suggestions:edit", args=[row.pk])
    assert "请补充地点" in phone.get(address).content.decode()
    phone.post(address, typed(cast, token=row.token, version=row.version, submit="1", situation="文昌路口。"))
    assert (only().state, only().submissions.count()) == (State.SUBMITTED, 2)


def test_the_edit_page_asks_a_fixed_number_of_queries(
    phone: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    row = make_draft(cast)
    for n in range(6):
        operations.invite(suggestion=row, actor=cast.deputy, deputyships=[colleague(f"同事{n}")])
    phone.get(reverse("suggestions:mine"))
    with django_assert_max_num_queries(16):
        phone.get(reverse("suggestions:edit", args=[row.pk]))


def test_a_delegation_puts_it_in_its_own_name_until_that_is_taken_out(phone: Client, cast: Cast) -> None:
    phone.post(WRITE, typed(cast, keep="1", delegation="柳桥代表团"))
    assert (only().signing, only().delegation) == (Signing.DELEGATION, "柳桥代表团")
    row = only()
    phone.post(
        reverse("suggestions:edit", args=[row.pk]),
        typed(cast, token=row.token, version=row.version, keep="1", delegation=""),
    )
    assert (only().signing, only().delegation) == (Signing.INDIVIDUAL, "")


def test_the_office_reads_a_draft_only_when_it_was_asked_to(phone: Client, cast: Cast) -> None:
    data = typed(cast, keep="1")
    phone.post(WRITE, data)
    seen = Suggestion.objects.visible_to(cast.office)
    assert not seen.exists()
    row = only()
    address = reverse("suggestions:edit", args=[row.pk])
    phone.post(address, {**data, "version": row.version, "shared_with_office": "on"})
    assert seen.exists()
    assert not Suggestion.objects.visible_to(cast.leader).exists()


def test_whoever_comes_back_is_led_to_the_draft_not_finished(phone: Client, cast: Cast) -> None:
    assert "接着写" not in phone.get(WRITE).content.decode()
    row = make_draft(cast)
    page = phone.get(WRITE).content.decode()
    assert f"还有一件没有写完：{row.title}" in page
    assert reverse("suggestions:edit", args=[row.pk]) in page
