"""Two people save the same record: nothing typed is lost, nothing saved is overwritten unseen."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.web.forms import PortalModelForm
from congress.web.versions import VersionedFormMixin, changed_since
from tests.factories import make_organ
from tests.web.pages import STATE

pytestmark = pytest.mark.usefixtures("pages", "plugged")


def posts(html: str) -> dict[str, list[str]]:
    """What the page's form would post as it stands: inputs, ticked boxes, chosen options."""
    main = html[html.index("<main") :]
    data: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", main):
        given = {k: unescape(v) for k, v in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if given.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        if "name" in given and given["name"] != "csrfmiddlewaretoken":
            data.setdefault(given["name"], []).append(given.get("value", ""))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', main, re.DOTALL):
        data.setdefault(name, []).extend(re.findall(r'<option value="([^"]*)" selected', options))
    return data


@pytest.fixture
def bureau(db: None) -> Organ:
    make_organ("区委办公室", OrganKind.PARTY)
    organ = make_organ("区水务局", OrganKind.DEPARTMENT)
    STATE.update(version=1, closed=False, kin=[], names=[{"name": "区水电局", "until": date(2019, 3, 1)}])
    return organ


@pytest.fixture
def opened(office: Client, bureau: Organ) -> dict[str, list[str]]:
    """What the first writer's form posts, unchanged; meanwhile somebody else saves."""
    data = posts(office.get(f"/t/organs/{bureau.pk}/").content.decode())
    Organ.objects.filter(pk=bureau.pk).update(name="区水利局", short_name="水利局")
    STATE.update(version=2, closed=True)
    return data


def send(office: Client, organ: Organ, data: dict[str, Any], kind: str = "organs") -> Any:
    return office.post(f"/t/{kind}/{organ.pk}/", data)


def rows_of(html: str) -> dict[str, str]:
    """Label → which side is preselected."""
    found = {}
    for row in re.findall(r'<tr><th scope="row">.*?</tr>', html, re.DOTALL):
        label = row.partition('"row">')[2].partition("<")[0]
        chosen = re.search(r'value="(stored|typed)" checked', row)
        found[label] = chosen.group(1) if chosen else ""
    return found


def test_who_alone_changed_a_field_is_preselected(
    office: Client, bureau: Organ, opened: dict[str, list[str]]
) -> None:
    opened.update(name=["区水务局（筹）"], starts_on=["2020.1.1"])
    response = send(office, bureau, opened)
    assert response.status_code == 409
    assert rows_of(response.content.decode()) == {
        "全称": "",  # both changed it
        "成立日期": "typed",
        "简称": "stored",
        "已撤销": "stored",
    }


def test_both_versions_stand_side_by_side(
    office: Client, bureau: Organ, opened: dict[str, list[str]]
) -> None:
    opened.update(
        name=["区水务局（筹）"], kind=["court"], parent=[str(Organ.objects.get(name="区委办公室").pk)]
    )
    html = send(office, bureau, opened).content.decode()
    for text in ("区水利局", "区水务局（筹）", "政府部门", "人民法院", "区委办公室", "（空）"):
        assert f'<span class="rd-pre">{text}</span>' in html
    assert "您填的内容都在，没有丢失" in html


def choose(html: str, **sides: str) -> dict[str, list[str]]:
    """The conflict page's data with a side chosen by label; the others as preselected."""
    data = posts(html)
    for label, side in sides.items():
        number = re.search(rf'{label}</th>.*?name="conflict-(\d+)"', html, re.DOTALL)
        assert number is not None
        data[f"conflict-{number.group(1)}"] = [side]
    return data


@pytest.mark.parametrize(("side", "name"), [("stored", "区水利局"), ("typed", "区水务局（筹）")])
def test_what_is_chosen_is_saved(
    office: Client, bureau: Organ, opened: dict[str, list[str]], side: str, name: str
) -> None:
    opened.update(name=["区水务局（筹）"], starts_on=["2020.1.1"])
    html = send(office, bureau, opened).content.decode()
    assert send(office, bureau, choose(html, 全称=side)).content == b"saved"
    saved = STATE["saved"]
    assert saved["name"] == name
    assert saved["starts_on"] == date(2020, 1, 1)
    assert saved["short_name"] == "水利局"
    assert saved["closed"] is True
    assert "opened" not in saved


def test_nothing_chosen_overwrites_nobody(
    office: Client, bureau: Organ, opened: dict[str, list[str]]
) -> None:
    opened["name"] = ["区水务局（筹）"]
    html = send(office, bureau, opened).content.decode()
    send(office, bureau, posts(html))
    assert STATE["saved"]["name"] == "区水利局"


def test_a_third_writer_is_noticed_too(office: Client, bureau: Organ, opened: dict[str, list[str]]) -> None:
    opened["name"] = ["区水务局（筹）"]
    html = send(office, bureau, opened).content.decode()
    STATE["version"] = 3
    Organ.objects.filter(pk=bureau.pk).update(kind=OrganKind.COURT)
    again = send(office, bureau, choose(html, 全称="typed"))
    assert again.status_code == 409
    assert rows_of(again.content.decode()) == {"全称": "typed", "类别": "stored"}


def test_several_values_of_one_field_survive(
    office: Client, bureau: Organ, opened: dict[str, list[str]]
) -> None:
    kin = [str(make_organ(name).pk) for name in ("甲局", "乙局")]
    opened["kin"] = kin
    html = send(office, bureau, opened).content.decode()
    assert '<span class="rd-pre">甲局、乙局</span>' in html
    send(office, bureau, posts(html))
    assert {str(organ.pk) for organ in STATE["saved"]["kin"]} == set(kin)


def test_rows_are_chosen_whole(office: Client, bureau: Organ, opened: dict[str, list[str]]) -> None:
    STATE["names"] = [*STATE["names"], {"name": "区水利电力局", "until": date(1999, 1, 1)}]
    opened["names-0-name"] = ["区水电管理局"]
    html = send(office, bureau, opened).content.decode()
    assert '<span class="rd-pre">区水电局　2019年3月1日\n区水利电力局　1999年1月1日</span>' in html
    assert '<span class="rd-pre">区水电管理局　2019年3月1日</span>' in html
    send(office, bureau, choose(html, 曾用名="stored"))
    assert [row["name"] for row in STATE["saved_rows"]] == ["区水电局", "区水利电力局"]
    send(office, bureau, choose(html, 曾用名="typed"))
    assert [row["name"] for row in STATE["saved_rows"]] == ["区水电管理局"]


def test_the_same_change_twice_needs_no_choice(
    office: Client, bureau: Organ, opened: dict[str, list[str]]
) -> None:
    opened.update(name=["区水利局"], short_name=["水利局"], closed=["on"])
    html = send(office, bureau, opened).content.decode()
    assert rows_of(html) == {}
    assert send(office, bureau, posts(html)).content == b"saved"


def test_a_long_text_of_several_lines_comes_back_whole(
    office: Client, bureau: Organ, opened: dict[str, list[str]]
) -> None:
    opened["names-0-name"] = ["第一行\r\n“第二行” & <b>"]
    STATE["names"] = []
    html = send(office, bureau, opened).content.decode()
    send(office, bureau, choose(html, 曾用名="typed"))
    assert STATE["saved_rows"][0]["name"] == "第一行\r\n“第二行” & <b>"


def test_stored_values_may_come_with_the_exception(
    office: Client, bureau: Organ, opened: dict[str, list[str]]
) -> None:
    response = send(office, bureau, opened, "plain")
    html = response.content.decode()
    assert "吴静在 9:38 改过" in html
    assert rows_of(html) == {"全称": "stored"}
    send(office, bureau, posts(html), "plain")
    assert STATE["saved"]["name"] == "区水利局"
    assert STATE["saved"]["version"] == 9


def test_a_form_without_version_asks_to_be_opened_again(
    office: Client, bureau: Organ, opened: dict[str, list[str]]
) -> None:
    del opened["version"]
    assert "这一页不完整，请重新打开再填" in send(office, bureau, opened).content.decode()


@pytest.mark.parametrize("opened", ["", "no json", "[1]", '{"b": "1"}'])
def test_without_a_snapshot_nothing_is_presumed(opened: str) -> None:
    assert changed_since(opened, "a", ["x"]) is None


def test_a_form_made_for_somebody_opens_anew_for_the_same() -> None:
    class Plain(PortalModelForm[Organ]):
        class Meta:
            model = Organ
            fields = ("name",)

        def __init__(self, *args: Any, user: str, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.user = user

    class Own(VersionedFormMixin, Plain):
        """As it is changed."""

    other = Organ(name="区水利局")
    anew = Own(QueryDict("name=区水务局"), instance=Organ(name="区交通局"), user="甲").anew(other)
    assert (anew.user, anew.instance, anew.is_bound) == ("甲", other, False)
