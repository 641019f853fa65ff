"""Numbers with units, and documents kept with an activity."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from activities.amounts import parse_amount
from activities.models import Activity, Attachment
from congress.accounts.enums import Role
from congress.documents.uploads import check_document
from congress.organs.models import Area
from tests.activities.form import filled
from tests.factories import make_area, make_user

PDF = b"%PDF-1.7\n%%EOF\n"
URL = "/activities/new/"


def archive(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("35户", "35户"),
        ("35 户", "35户"),
        ("约120条", "约120条"),
        ("１２０条左右", "约120条"),
        ("1,600余人次", "1600余人次"),
        ("近300人", "近300人"),
        ("20多件", "20多件"),
        ("100人以上", "100人以上"),
    ],
)
def test_amounts_are_read_with_what_makes_them_approximate(text: str, printed: str) -> None:
    assert parse_amount(text).printed == printed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("户", "数量写成数字加单位"),
        ("35", "请在数字后面写单位"),
        ("9999999999户", "不能超过"),
        ("3个长得没有边的单位名称啊", "单位最多 10 个字"),
        ("三户5", "数量写成数字加单位"),
    ],
)
def test_amounts_that_say_nothing_are_refused(text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        parse_amount(text)


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (PDF, ".pdf"),
        (archive("word/document.xml"), ".docx"),
        (archive("xl/workbook.xml"), ".xlsx"),
        (archive("ppt/presentation.xml"), ".pptx"),
        (archive("OFD.xml"), ".ofd"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le"), ".doc"),
    ],
)
def test_a_document_is_told_by_its_content(content: bytes, suffix: str) -> None:
    assert check_document(sent("谎称.exe", content)).suffix == suffix


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空文件"),
        (b"MZ\x90", "不能作为附件"),
        (b"<html><script>alert(1)</script>", "不能作为附件"),
        (archive("readme.txt"), "不能作为附件"),
        (archive("word/document.xml", "word/vbaProject.bin"), "不能作为附件"),
        (b"PK\x03\x04 half an archive", "不能作为附件"),
    ],
)
def test_anything_else_is_refused_by_name(content: bytes, said: str) -> None:
    with pytest.raises(ValidationError, match=f"通知.pdf.*{said}"):
        check_document(sent("通知.pdf", content))


def test_a_large_document_is_refused_before_it_is_read(settings: LazySettings) -> None:
    settings.DOCUMENT_MAX_MB = 0
    with pytest.raises(ValidationError, match="每个不能超过 0 MB"):
        check_document(sent("通知.pdf", PDF))


@pytest.fixture
def clerk(client: Client, settings: LazySettings, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    make_area("柳桥街道")
    client.force_login(make_user(Role.OFFICE))
    return client


@pytest.mark.django_db
def test_a_document_is_kept_and_served_to_those_who_see_the_activity(clerk: Client) -> None:
    area = Area.objects.get(parent=None).pk
    bad = clerk.post(URL, filled(area=area, attachments=[sent("木马.pdf", b"MZ"), sent("好.pdf", PDF)]))
    assert "“木马.pdf”不能作为附件" in bad.text
    clerk.post(
        URL,
        filled(area=area, attachments=[sent("方案.docx", archive("word/document.xml")), sent("好.txt", PDF)]),
    )
    activity = Activity.objects.get()
    assert [row.name for row in activity.attachments.all()] == ["方案.docx", "好.txt"]
    kept = activity.attachments.get(name="好.txt")
    url = reverse("activities:attachment", args=[kept.pk])
    answer = clerk.get(url)
    assert answer.getvalue() == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    clerk.force_login(make_user(Role.TOWN))
    assert clerk.get(url).status_code == 404


@pytest.mark.django_db
def test_a_document_taken_out_is_only_hidden(clerk: Client) -> None:
    area = Area.objects.get(parent=None).pk
    clerk.post(URL, filled(area=area, attachments=[sent("方案.pdf", PDF)]))
    activity, row = Activity.objects.get(), Attachment.objects.get()
    data = filled(area=area, version=activity.version, drop_attachment=row.pk)
    clerk.post(reverse("activities:change_activity", args=[activity.pk]), data)
    row.refresh_from_db()
    assert row.dropped
    assert "方案.pdf" not in clerk.get(reverse("activities:detail", args=[activity.pk])).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"counted": [{"name": "走访", "amount": ""}]}, "请填写数量，如 35户"),
        ({"counted": [{"name": "", "amount": "35户"}]}, "请填写是什么"),
        ({"counted": [{"name": "走访", "amount": "很多"}]}, "数量写成数字加单位"),
        ({"groups": [{"name": "代表", "expected": "3", "present": "5"}]}, "实到 5 人多于应到 3 人"),
        ({"groups": [{"name": "", "expected": "3"}]}, "请填写群体"),
        ({"agenda": [{"name": "", "decision": "同意"}]}, "请填写议题"),
    ],
)
def test_rows_that_do_not_fit_are_answered_in_the_row(clerk: Client, rows: dict, said: str) -> None:  # type: ignore[type-arg]
    page = clerk.post(URL, filled(area=Area.objects.get(parent=None).pk, **rows))
    assert said in page.text
    assert not Activity.objects.exists()
