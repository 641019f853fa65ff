"""The command that makes the first administrator of a production portal."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from congress.accounts.enums import Role
from congress.accounts.management.commands import create_admin
from congress.accounts.models import User

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command("create_admin", "--username", "yubo", "--name", "俞波", *args, stdout=out)
    return out.getvalue()


def test_prints_a_one_time_password_that_must_be_changed() -> None:
    found = re.search(r"一次性密码：(\S+)", run())
    user = User.objects.get(username="yubo")
    assert found
    assert user.check_password(found[1])
    assert user.must_change_password
    assert user.has_role(Role.ADMIN)


def test_asks_for_a_password_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(create_admin, "getpass", lambda prompt: "an-lan-2026-portal")
    assert "一次性密码" not in run("--ask")
    user = User.objects.get(username="yubo")
    assert user.check_password("an-lan-2026-portal")
    assert not user.must_change_password


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [(["short", "short"], "至少要 10 个"), (["an-lan-2026-portal", "an-lan-2026-portaal"], "不一样")],
)
def test_a_bad_password_creates_nothing(
    monkeypatch: pytest.MonkeyPatch, answers: list[Any], wrong: str
) -> None:
    monkeypatch.setattr(create_admin, "getpass", lambda prompt: answers.pop(0))
    with pytest.raises(CommandError, match=wrong):
        run("--ask")
    assert not User.objects.exists()


def test_a_taken_name_says_so() -> None:
    run()
    with pytest.raises(CommandError, match="这个用户名已有人使用"):
        run()
