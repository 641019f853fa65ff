"""Pages for what went wrong: in Chinese, with a way on, and telling no more than they should."""

import errno
from collections.abc import Callable

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import Client, RequestFactory
from pytest_django import Settings

from congress.accounts.backends import NameOrPhoneBackend
from congress.accounts.models import User
from congress.web.views import bad_request
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("pages", "plugged")
BACKEND = "congress.accounts.backends.NameOrPhoneBackend"


def test_403_names_the_post_and_who_can_do_it(office: Client) -> None:
    response = office.get("/t/leaders/")
    html = response.content.decode()
    assert response.status_code == 403
    assert "这件事由代表工作机构、常委会领导办理。您现在的岗位是“常委会办公室”。" in html
    assert "secret" not in html


def test_403_without_any_post(db: None, client: Client) -> None:
    client.force_login(make_user(None), BACKEND)
    response = client.get("/")
    assert response.status_code == 403
    assert "您现在没有岗位，请联系系统管理员。" in response.content.decode()
    assert "rd-side" not in response.content.decode()


def test_403_for_a_view_that_declares_nothing(office: Client) -> None:
    response = office.get("/t/undeclared/")
    assert response.status_code == 403
    assert "这一页没有对任何岗位开放" in response.content.decode()


def test_404_is_the_same_for_absent_and_out_of_scope(office: Client) -> None:
    response = office.get("/none/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "没有找到这一页" in html
    assert "或者不在您负责的范围内" in html
    assert "/none/" not in html.replace('name="next" value="/none/"', "")


@pytest.mark.django_db
def test_404_for_a_visitor_has_no_menu(client: Client) -> None:
    html = client.get("/none/").content.decode()
    assert "没有找到这一页" in html
    assert "rd-side" not in html
    assert html.count("<h1") == 1


def test_409_says_why_and_leads_back(office: Client) -> None:
    response = office.get("/t/busy/", headers={"referer": "http://testserver/t/sheet/"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "现在的状态不能交办。" in html
    assert 'href="http://testserver/t/sheet/"' in html


def test_409_does_not_lead_to_strangers(office: Client) -> None:
    html = office.get("/t/busy/", headers={"referer": "http://elsewhere.example/"}).content.decode()
    assert "elsewhere" not in html


def test_409_gives_back_what_was_written_and_no_codes(office: Client) -> None:
    typed = {"reason": "写了很久的理由", "lines": "a\nb", "category": "12", "password": "秘密", "on": ""}
    html = office.post(
        "/t/busy/", {**typed, "file": SimpleUploadedFile("方案.pdf", b"%PDF")}
    ).content.decode()
    assert html.count("<textarea") == 2
    assert "写了很久的理由" in html
    assert "秘密" not in html
    assert "没有收下的文件：方案.pdf" in html
    assert "<textarea" not in office.get("/t/busy/").content.decode()


def test_500_needs_nothing(office: Client) -> None:
    office.raise_request_exception = False
    response = office.get("/t/broken/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "系统出错，这一步没有办成" in html
    assert "broken on purpose" not in html


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_args: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("server closed the connection"),
        InterfaceError("closed"),
        DatabaseError("no message"),
    ],
)
def test_503_while_the_database_is_away(
    office: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Also when it goes before any view is reached: nobody can be signed in without it."""
    office.raise_request_exception = False
    monkeypatch.setattr(NameOrPhoneBackend, "get_user", failing(error))
    response = office.get("/t/broken/")
    html = response.content.decode()
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (
        503,
        "30",
        "no-store",
    )
    assert "<h1>数据库暂时连不上，这一步没有办成</h1>" in html
    assert "过一会儿按浏览器的“后退”回到刚才的页面" in html
    assert "closed" not in html


def test_503_when_the_disk_is_full(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    office.raise_request_exception = False
    monkeypatch.setattr(
        NameOrPhoneBackend, "get_user", failing(OSError(errno.ENOSPC, "No space left on device"))
    )
    response = office.get("/t/broken/")
    assert response.status_code == 503
    assert "服务器的磁盘已满" in response.content.decode()
    monkeypatch.setattr(NameOrPhoneBackend, "get_user", failing(OSError(errno.EACCES, "Permission denied")))
    assert office.get("/t/broken/").status_code == 500


def test_too_much_text_is_a_413_in_words(office: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
    response = office.post("/t/reads/", {"text": "甲" * 800_000})
    assert response.status_code == 413
    assert "文字太多，一次最多收 2 兆。请分几次提交。" in response.content.decode()


def test_too_many_fields_are_a_413_in_words(office: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    response = office.post("/t/reads/", {str(n): n for n in range(4)})
    assert response.status_code == 413
    assert "栏目太多" in response.content.decode()


def test_a_text_of_100_000_characters_is_taken(office: Client) -> None:
    assert office.post("/t/reads/", {"text": "甲" * 100_000}).content == b"1"


def test_400_for_anything_else(rf: RequestFactory) -> None:
    response = bad_request(rf.get("/"), ValueError())
    assert response.status_code == 400
    assert "请求的内容不完整" in response.content.decode()
    assert bad_request(rf.get("/"), RequestDataTooBig()).status_code == 413


def test_csrf_failure_says_how_to_keep_the_text(office_clerk: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(office_clerk, BACKEND)
    response = strict.post("/t/reads/", {"text": "写了半天"})
    assert response.status_code == 403
    assert "把填过的文字复制下来" in response.content.decode()
