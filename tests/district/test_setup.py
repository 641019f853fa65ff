"""An empty portal is set up step by step; what is there is counted, what is put aside is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.district.models import DistrictProfile
from congress.district.setup_guide import guide_for, todo
from congress.organs.enums import AreaKind
from congress.web.registry import registry
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
PAGE = "/setup/"


@pytest.fixture
def admin() -> User:
    return make_user(Role.ADMIN)


@pytest.fixture
def site(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def _states(user: User) -> dict[str, str]:
    return {one.step.key: one.state for one in guide_for(user).steps}


def test_the_steps_come_in_their_order() -> None:
    steps = sorted(registry.setup, key=lambda step: step.order)
    assert [step.key for step in steps] == [
        "name",
        "towns",
        "terms",
        "workdays",
        "organs",
        "accounts",
        "roster",
        "groups",
        "stations",
        "series",
        "activity",
    ]
    assert len({step.order for step in steps}) == len(steps)


def test_nothing_goes_before_the_name(site: Client, admin: User) -> None:
    shown = site.get(PAGE).content.decode()
    assert shown.count("先办第 1 步") == 4
    assert site.post("/setup/steps/towns/skip/").status_code == 409
    assert site.post("/setup/finish/").status_code == 409
    assert _states(admin)["name"] == "now"


def test_steps_are_done_by_what_is_there(site: Client, admin: User) -> None:
    root = make_area("云溪县", AreaKind.DISTRICT)
    make_area("东塘镇", AreaKind.TOWN, parent=root)
    states = _states(admin)
    assert (states["name"], states["towns"], states["workdays"], states["terms"]) == (
        "done",
        "done",
        "done",
        "now",
    )
    make_user(Role.OFFICE)
    assert _states(admin)["accounts"] == "done"
    shown = site.get(PAGE).content.decode()
    assert "已有：除您以外 1 个帐号" in shown
    assert "已办 <b>4／11</b> 步" in shown
    assert "由常委会办公室、代表工作机构办" in shown


def test_a_step_is_put_aside_and_taken_up_again(site: Client, admin: User) -> None:
    make_area("云溪县", AreaKind.DISTRICT)
    assert site.post("/setup/steps/towns/skip/").status_code == 302
    assert site.post("/setup/steps/towns/skip/").status_code == 302
    states = _states(admin)
    assert (states["towns"], states["terms"]) == ("skipped", "now")
    assert AuditEvent.objects.filter(verb="district:skip_step").count() == 1
    assert site.post("/setup/steps/towns/resume/").status_code == 302
    assert _states(admin)["towns"] == "now"
    assert site.post("/setup/steps/none/skip/").status_code == 404


def test_the_home_page_speaks_of_it_until_somebody_says_it_is_finished(
    site: Client, admin: User, django_capture_on_commit_callbacks: Any
) -> None:
    make_area("云溪县", AreaKind.DISTRICT)
    home = site.get("/").content.decode()
    assert "开通平台" in home
    assert "已办 2 步，共 11 步；下一步：乡镇、街道和村、社区" in home
    assert not list(todo(make_user(Role.OFFICE)))
    with django_capture_on_commit_callbacks(execute=True):
        site.post("/setup/finish/")
    assert DistrictProfile.objects.get().set_up_at is not None
    with CaptureQueriesContext(connection) as asked:
        assert not list(todo(User.objects.get(pk=admin.pk)))
    assert not [query for query in asked if "deputyship" in query["sql"]]
    assert "接着设置" not in site.get("/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        site.post("/setup/reopen/")
    assert list(todo(User.objects.get(pk=admin.pk)))


def test_setting_up_does_not_make_an_open_form_of_the_profile_stale(site: Client) -> None:
    root = make_area("云溪县", AreaKind.DISTRICT)
    site.post("/setup/steps/towns/skip/")
    answer = site.post("/settings/district/?setup", {"name": root.name, "phone": "1", "version": "1"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
