"""Standards are data with issuer, document and edition (R145–R149, R190)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.audit.models import AuditEvent
from liaison_stations.models import Standard, StandardEdition
from liaison_stations.operations import standards as operations
from liaison_stations.operations.standards import Asked, EditionFacts
from liaison_stations.standards.queries import board
from tests.liaison_stations.stage import Stage, make_stage
from tests.liaison_stations.standards.rows import edition, found, standard, year

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    return make_stage()


def names(of: str) -> list[str]:
    return [item.name.removeprefix("有") for item in edition(of).items.all()]


def facts(*items: str, issued_on: date | None = None) -> EditionFacts:
    day = issued_on or timezone.localdate()
    return EditionFacts(
        issuer="区人大常委会", document="《办法》", issued_on=day, items=[Asked(i) for i in items]
    )


def test_every_district_begins_with_the_known_standards() -> None:
    sizes = {row.standard.name: row.items.count() for row in StandardEdition.objects.all()}
    assert sizes == {"九化": 9, "六有": 6, "八有（其一）": 8, "八有（其二）": 8, "五星级": 5}
    assert names("六有") == ["场地", "设施", "组织", "制度", "活动", "记录"]
    assert names("五星级") == ["硬件设施", "组织管理", "制度建设", "活动开展", "工作成效"]
    assert all(row.issuer and row.document for row in StandardEdition.objects.all())


def test_the_two_sets_of_eight_differ() -> None:
    assert set(names("八有（其一）")) & set(names("八有（其二）")) == {"设施", "制度", "活动", "记录"}


def test_a_new_edition_leaves_last_years_result(stage: Stage) -> None:
    last = year() - 1
    found(stage.station, of_year=last, unmet=["台账管理规范化"])
    fresh = operations.issue_edition(
        standard=standard(), actor=stage.office, edition=facts("工作职能规范化", "队伍建设规范化")
    )
    assert (fresh.number, fresh.items.count()) == (2, 2)
    found(stage.station, under=fresh)
    then = board(last, [stage.station.pk]).of(standard(), stage.station.pk)
    now = board(year(), [stage.station.pk]).of(standard(), stage.station.pk)
    assert then.words == "8／9，未达标：缺台账管理规范化"
    assert now.words == "2／2，规范化站"
    with pytest.raises(ValidationError) as refused:
        operations.issue_edition(standard=standard(), actor=stage.office, edition=facts("一项"))
    assert list(refused.value.message_dict) == ["issued_on"]


def test_an_edition_is_corrected_until_it_is_used(client: Client, stage: Stage) -> None:
    row = edition("六有")
    client.force_login(stage.office)
    url = reverse("station_standards:change_edition", args=[row.pk])
    opened = client.get(url)
    assert "有场地\n有设施" in opened.content.decode()
    data = {"version": 1, "issuer": "区人大常委会", "document": "《办法》", "issued_on": "2020-01-01"}
    wrong = client.post(url, {**data, "items": "有场地：30平方米\n：没有名称\n有场地"}).content.decode()
    assert "第 2 行：没有写项目名称" in wrong
    assert "第 3 行：“有场地”写了两遍" in wrong
    client.post(url, {**data, "items": "有场地：30平方米\n硬件｜有设施"})
    assert [(one.dimension, one.name, one.hint) for one in row.items.all()] == [
        ("", "有场地", "30平方米"),
        ("硬件", "有设施", ""),
    ]
    found(stage.station, under=row)
    with pytest.raises(Conflict, match="不能再改"):
        operations.change_edition(edition=row, actor=stage.office, version=2, facts=facts("一项"))


def test_a_standard_is_added_and_one_alone_is_the_measure(client: Client, stage: Stage) -> None:
    client.force_login(stage.office)
    client.post(
        reverse("station_standards:add_standard"),
        {
            "name": "四有", "kind": "stars", "passed_word": "达标", "issuer": "区人大常委会", "document": "《办法》",
            "issued_on": (timezone.localdate() - timedelta(days=1)).isoformat(), "items": "有人\n有钱",
        },
    )  # fmt: skip
    row = Standard.objects.get(name="四有")
    assert [one.dimension for one in row.editions.get().items.all()] == ["有人", "有钱"]
    with pytest.raises(ValidationError, match="覆盖率只能按一个标准算"):
        operations.change_standard(standard=standard("六有"), actor=stage.office, version=1, is_measure=True)
    found(stage.station)
    with pytest.raises(Conflict, match="不能改怎样评"):
        operations.change_standard(standard=standard(), actor=stage.office, version=1, kind="stars")
    operations.change_standard(standard=standard("六有"), actor=stage.office, version=1, in_use=False)
    event = AuditEvent.objects.get(verb="liaison_stations:change_standard")
    assert (event.before, event.after) == ({"in_use": True}, {"in_use": False})
    assert client.get(reverse("station_standards:settings")).content.decode().count("没有启用") == 3
