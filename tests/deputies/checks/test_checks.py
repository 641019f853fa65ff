"""Checks of registers and groups: each quarter, by a sample that can be drawn again, of all groups (R058–R060)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from congress.organs.models import Area
from deputies.checks.drawing import draw
from deputies.checks.enums import CheckState
from deputies.checks.queries import overview
from deputies.models import DutyCheck
from deputies.operations import checks as operations
from deputies.operations.checks import Found
from tests.deputies.duty.stage import make_cast, with_account
from tests.factories import make_area, make_constituency, make_deputyship, make_group, make_term, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_november")]


@pytest.fixture
def _in_november() -> object:
    with time_machine.travel("2024-11-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


def town_of(*, deputies: int = 2) -> Area:
    area = make_area()
    constituency = make_constituency(area)
    for _ in range(deputies):
        make_deputyship(constituency=constituency)
    return area


def fill(check: DutyCheck, actor: User, *, fault: str = "", due: date | None = None) -> DutyCheck:
    """Every line is fine, but the first when there is a fault."""
    lines = list(check.findings.all())
    found = [
        Found(line, True, not (fault and n == 0), fault if n == 0 else "", due)
        for n, line in enumerate(lines)
    ]
    return operations.write_findings(
        check=check, actor=actor, version=check.version, findings=found, checked_on=date(2024, 11, 20)
    )


def test_a_town_checks_every_register_once_a_quarter_and_a_missing_one_is_flagged(
    client: Client, clerk: User
) -> None:
    area, idle = town_of(), town_of(deputies=1)
    town = make_user(Role.TOWN, area=area)
    for number in (1, 2, 3):
        check = operations.start_quarter(area=area, actor=town, year=2024, number=number)
        assert check.findings.count() == 2
        operations.finish_check(check=fill(check, town), actor=town)
    with pytest.raises(ValidationError, match="这一季度已有检查"):
        operations.start_quarter(area=area, actor=town, year=2024, number=1)
    rows = {row.area: row for row in overview(clerk, 2024, date(2024, 11, 20)) if row.area}
    assert rows[area].done == 3
    assert [cell.is_missing for cell in rows[area].cells] == [False, False, False, False]
    assert [cell.is_missing for cell in rows[idle].cells] == [True, True, True, False]
    after = {row.area: row for row in overview(clerk, 2024, date(2025, 1, 1)) if row.area}
    assert after[area].cells[3].is_missing
    client.force_login(clerk)
    assert f"{idle} 3 次" in client.get(reverse("duty_checks:index")).text


def test_a_town_checks_nobody_elses_registers(client: Client) -> None:
    area, other = town_of(), town_of()
    town = make_user(Role.TOWN, area=area)
    with pytest.raises(PermissionDenied):
        operations.start_quarter(area=other, actor=town, year=2024, number=4)
    check = operations.start_quarter(area=other, actor=make_user(Role.OFFICE), year=2024, number=4)
    client.force_login(town)
    assert client.get(reverse("duty_checks:detail", args=[check.pk])).status_code == 404


def test_the_draw_can_be_made_again_whatever_the_order() -> None:
    drawn = draw(range(1, 306), "20240618", 20)
    assert drawn == draw(reversed(range(1, 306)), "20240618", 20)
    assert len(set(drawn)) == 20
    assert drawn != draw(range(1, 306), "20240619", 20)
    assert draw([3, 1], "x", 9) in ([1, 3], [3, 1])


def test_two_samples_a_year_keep_seed_and_population(clerk: User) -> None:
    held = [make_deputyship().pk for _ in range(5)]
    make_deputyship(level=CongressLevel.CITY)
    check = operations.draw_sample(actor=clerk, year=2024, number=1, size=3)
    assert check.population == sorted(held)
    drawn = sorted(check.findings.values_list("deputyship_id", flat=True))
    assert drawn == sorted(draw(check.population, check.seed, check.size or 0))
    operations.draw_sample(actor=clerk, year=2024, number=2, size=3, seed="20241116")
    with pytest.raises(ValidationError, match="这半年已有这种检查"):
        operations.draw_sample(actor=clerk, year=2024, number=2, size=3)
    with pytest.raises(ValidationError, match="在任代表 5 名，抽查人数填 1 到 5"):
        operations.draw_sample(actor=clerk, year=2025, number=1, size=6)


def test_no_notice_without_findings_then_towns_and_leaders_get_it(client: Client, clerk: User) -> None:
    cast, town = make_cast(), make_user(Role.TOWN)
    check = operations.draw_sample(actor=clerk, year=2024, number=2, size=3)
    with pytest.raises(Conflict, match="现在的状态不能发出通报"):
        operations.issue_check(check=check, actor=clerk, issued_on=date(2024, 11, 20))
    with pytest.raises(Conflict, match="还没有检查情况"):
        operations.finish_check(check=check, actor=clerk)
    client.force_login(cast.leader)
    page = reverse("duty_checks:detail", args=[check.pk])
    assert client.get(page).status_code == 404
    fill(check, clerk, fault="没有写走访的地点", due=date(2024, 12, 10))
    operations.finish_check(check=check, actor=clerk)
    issued = operations.issue_check(check=check, actor=clerk, issued_on=date(2024, 11, 20), document_no="1号")
    assert issued.state == CheckState.ISSUED
    for reader in (cast.leader, town):
        assert reader.notices.filter(title="通报：2024年下半年登记册抽查").exists()
    assert "没有写走访的地点" in client.get(page).text
    pdf = client.get(reverse("duty_checks:notice_pdf", args=[check.pk]))
    assert pdf.content.startswith(b"%PDF")


def test_all_17_groups_and_4_of_the_city_have_a_finding_in_the_first_half(clerk: User) -> None:
    for _ in range(17):
        make_group()
    city = make_term(CongressLevel.CITY)
    for _ in range(4):
        make_group(term=city, levels=[CongressLevel.CITY])
    check = operations.start_groups(actor=clerk, year=2024, number=1)
    assert check.findings.count() == 21
    fill(check, clerk)
    operations.finish_check(check=check, actor=clerk)
    assert check.findings.found().count() == 21


def test_who_begins_the_same_check_a_moment_later_is_told_so(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_group()
    operations.start_groups(actor=clerk, year=2024, number=1)
    monkeypatch.setattr(DutyCheck, "full_clean", lambda *args, **options: None)  # the first was not there yet
    with pytest.raises(ValidationError, match="这半年已有这种检查"):
        operations.start_groups(actor=clerk, year=2024, number=1)
    assert DutyCheck.objects.count() == 1


def test_a_fault_is_told_corrected_and_flagged_when_late(client: Client) -> None:
    area = make_area()
    holder = make_deputyship(constituency=make_constituency(area))
    deputy, town = with_account(holder), make_user(Role.TOWN, area=area)
    check = operations.start_quarter(area=area, actor=town, year=2024, number=4)
    with pytest.raises(ValidationError, match="写明哪里不到位"):
        operations.write_findings(
            check=check, actor=town, version=1, findings=[Found(check.findings.get(), False, True)]
        )
    fill(check, town, fault="没有写地点", due=date(2024, 12, 10))
    operations.finish_check(check=check, actor=town)
    assert "请在2024年12月10日以前改正" in deputy.notices.get().text
    late = f"{reverse('duty_checks:findings')}?state=late"
    with time_machine.travel("2024-12-11 09:00+08:00", tick=False):
        client.force_login(town)
        assert holder.person.name in client.get(late).text
        assert "核实 1 条逾期的改正" in client.get(reverse("dashboard:home")).text
        operations.mark_corrected(
            finding=check.findings.get(), actor=town, corrected_on=date(2024, 12, 11), note="已补写"
        )
        assert holder.person.name not in client.get(late).text
    with pytest.raises(Conflict, match="已登记改正"):
        operations.mark_corrected(
            finding=check.findings.get(), actor=town, corrected_on=date(2024, 11, 20), note=""
        )


def test_lines_are_written_on_one_page_the_rest_at_once(client: Client) -> None:
    area = town_of(deputies=3)
    town = make_user(Role.TOWN, area=area)
    check = operations.start_quarter(area=area, actor=town, year=2024, number=4)
    first, *_rest = check.findings.order_by("deputyship__person__pinyin", "pk")
    client.force_login(town)
    url = reverse("duty_checks:write_findings", args=[check.pk])
    sent = {
        "version": check.version,
        "checked_on": "2024-11-19",
        f"in_place_{first.pk}": "no",
        f"correct_by_{first.pk}": "2024-12-01",
        "rest_is_fine": "on",
    }
    refused = client.post(url, sent)
    assert f"{first.whose}：写明哪里不到位、不规范" in refused.text
    client.post(url, {**sent, f"remarks_{first.pk}": "没有到站接待"})
    first.refresh_from_db()
    assert (first.in_place, first.well_kept, first.remarks) == (False, True, "没有到站接待")
    assert not check.findings.waiting().exists()
    client.post(reverse("duty_checks:finish_check", args=[check.pk]))
    check.refresh_from_db()
    assert check.state == CheckState.DONE


def test_pages_cost_the_same_however_many_lines_there_are(client: Client, clerk: User) -> None:
    def cost() -> list[int]:
        area = town_of(deputies=number)
        check = operations.start_quarter(area=area, actor=clerk, year=2024, number=4)
        names = ("duty_checks:detail", "duty_checks:write_findings")
        pages = [reverse("duty_checks:index"), reverse("duty_checks:checks"), reverse("duty_checks:findings")]
        return [
            queries_of(client, page) for page in [*pages, *(reverse(name, args=[check.pk]) for name in names)]
        ]

    client.force_login(clerk)
    number = 1
    client.get(reverse("duty_checks:index"))
    little = cost()
    number = 4
    assert cost() == little
    assert max(little) <= 14


def queries_of(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(page)
    return len(captured)
