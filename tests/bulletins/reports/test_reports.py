"""Summaries with headings of one's own and numbers that fill themselves (R296, R308)."""

from __future__ import annotations

import io
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from docx import Document
from pytest_django import DjangoAssertNumQueries

from bulletins.models import Report, ReportFigure, ReportTemplate
from bulletins.operations import report_figures, report_sections, reports
from bulletins.reports.docx import report_docx
from bulletins.reports.jobs import print_report
from bulletins.reports.paper import paper_of
from bulletins.reports.placeholders import slots
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.figures import registry
from congress.figures.numbers import About, Count, Rate
from congress.figures.period import Period
from congress.jobs.models import Job
from congress.jobs.registry import JobError
from tests.bulletins.reports.stage import HALF, Values, make_report, make_template, register
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LONG_PROSE = "收集 {社情民意.收集／2022-04-01..2023-05-31} 件，办结率 {办结率}。"


@pytest.fixture(autouse=True)
def in_july() -> Any:
    with time_machine.travel("2026-07-10T10:00:00+08:00") as clock:
        yield clock


def page_of(row: Report) -> str:
    return reverse("reports:report", args=[row.pk])


def given(value: Count | Rate, _period: Period) -> Count | Rate:
    return value


def text_of(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_4530_and_93_5_percent_and_a_number_changed_by_hand_is_marked(
    client: Client, clerk: User, values: Values
) -> None:
    row = make_report(clerk, LONG_PROSE)
    client.force_login(clerk)
    page = client.get(page_of(row)).text
    assert ">4530</a>" in page
    assert ">93.5%</a>" in page
    assert "/suggestions/?since=2022-04-01&amp;until=2023-05-31" in page
    assert "手改，统计数" not in page

    figure = row.figures.get(name="社情民意.收集")
    url = reverse("reports:change_figure", args=[figure.pk])
    typed = {"by_hand": "4590", "reason": "", "version": figure.version}
    assert "改了统计数，请写原因" in client.post(url, typed).text
    client.post(url, {**typed, "reason": "含纸质登记的 60 件"})
    page = client.get(page_of(row)).text
    assert ">4590</a>" in page
    assert "手改，统计数 4530" in page
    assert "含纸质登记的 60 件" in page
    row.refresh_from_db()
    assert "收集4590（手改，统计数4530）件" in text_of(report_docx(paper_of(row, marks=True)))
    plain = text_of(report_docx(paper_of(row)))
    assert "收集4590件，办结率93.5%。" in plain
    assert "社情民意.收集、社情民意.办结率的期间为2022年4月1日—2023年5月31日" in plain
    with pytest.raises(StaleVersion):
        report_figures.change_figure(figure=figure, actor=clerk, version=1, by_hand="1", reason="x")
    report_figures.change_figure(figure=figure, actor=clerk, version=2, by_hand="", reason="")
    assert "手改，统计数" not in client.get(page_of(row)).text


def test_the_half_year_summary_made_in_the_browser_has_every_figure_as_the_figures_say(
    client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Done-when 2, with the template that comes with the portal; each figure has a number of its own."""
    template = ReportTemplate.objects.get(name="工作总结（四个注重）")
    asked = [slot.name for one in template.sections.all() for slot in slots(one.prose)]
    monkeypatch.setattr(registry, "_figures", {})
    told = {name: 3000 + 7 * n for n, name in enumerate(dict.fromkeys(asked))}
    for name, n in told.items():
        value = Rate(n, 9999, places=2) if name.endswith("率") else Count(n, "件")
        register(name, partial(given, value))
    client.force_login(clerk)
    new = reverse("reports:create_report")
    posted = {"template": template.pk, "preset": "half", "until": "2026-07-01", "title": ""}
    answer: Any = client.post(new, posted)
    row = Report.objects.get()
    assert answer.url == page_of(row)
    assert row.title == "安澜区2026年上半年人大代表工作总结"
    assert (row.start_on, row.end_on) == (HALF.start, HALF.end)
    assert client.post(reverse("reports:print_report", args=[row.pk]), {"format": "docx"}).status_code == 302
    assert Job.objects.get().params == {"report": row.pk, "format": "docx", "marks": False, "sources": False}
    text = text_of(report_docx(paper_of(row, sources=True)))
    figures = {one.name: one for one in registry.figures(clerk)}
    for section in row.sections.all():
        for slot in slots(section.prose):
            value = registry.measured(figures[slot.name], clerk, HALF).value
            shown = str(value) if isinstance(value, Rate) else str(value.value)
            assert shown in text
    assert not row.figures.exclude(name__in=told).exists()
    assert len(told) == row.figures.count()
    assert "{" not in text
    assert "四、注重服务保障" in text
    assert "截至2026年6月30日" in text
    assert "附：数字来源" in text


def test_every_placeholder_of_the_templates_names_a_figure_there_is() -> None:
    user = make_user(Role.OFFICE)
    known = {figure.name for figure in registry.figures(user)}
    rows = ReportTemplate.objects.prefetch_related("sections")
    asked = {slot.name for row in rows for one in row.sections.all() for slot in slots(one.prose)}
    assert asked
    assert asked <= known


def test_numbers_are_taken_anew_only_after_old_and_new_were_shown(
    client: Client, clerk: User, values: Values
) -> None:
    row = make_report(clerk, "收集 {社情民意.收集} 件，办结率 {社情民意.办结率}。")
    figure = row.figures.get(name="社情民意.办结率")
    report_figures.change_figure(figure=figure, actor=clerk, version=1, by_hand="80%", reason="核定")
    values["收集"] = Count(1600, "件", About.AND_MORE)
    values["办结率"] = Rate(9, 10)
    client.force_login(clerk)
    assert ">12</a>" in client.get(page_of(row)).text, "nothing changes by itself"
    url = reverse("reports:refill", args=[row.pk])
    found = report_figures.recount(row, clerk)
    page = client.get(url).text
    assert "有变化的 2 个" in page
    assert found.proof in page
    values["收集"] = Count(1700, "件", About.AND_MORE)
    assert "数字刚刚又有变化" in client.post(url, {"proof": found.proof}).text
    client.post(url, {"proof": report_figures.recount(row, clerk).proof})
    page = client.get(page_of(row)).text
    assert ">1700余</a>" in page
    assert ">80%</a>" in page
    assert "手改，统计数 90%" in page
    event = AuditEvent.objects.get(verb="reports:refill")
    assert event.before == {"社情民意.收集": "12", "社情民意.办结率": "75%"}
    assert event.after == {"社情民意.收集": "1700余", "社情民意.办结率": "90%", "note": "2 个数有变化"}


def test_a_section_says_at_its_field_what_is_wrong_and_keeps_what_was_typed(
    client: Client, clerk: User, values: Values
) -> None:
    row = make_report(clerk, "没有数。")
    section = row.sections.get()
    client.force_login(clerk)
    url = reverse("reports:change_section", args=[section.pk])
    typed = {"heading": "聚焦民生", "prose": "收到 {社情民意.收件} 件", "version": 1}
    page = client.post(url, typed).text
    assert "没有“社情民意.收件”这个指标。相近的有：社情民意.收集" in page
    assert "收到 {社情民意.收件} 件" in page
    client.post(url, {**typed, "prose": "收到 {收集} 件"})
    section.refresh_from_db()
    assert section.prose == "收到 {社情民意.收集} 件"
    assert row.figures.get().value == "12"
    assert "您打开之后，这条记录被改过" in client.post(url, {**typed, "prose": "另一人写的"}).text
    client.post(url, {**typed, "prose": "没有数", "version": 2})
    assert not row.figures.exists(), "a figure no longer named goes"
    add = reverse("reports:add_section", args=[row.pk])
    assert "标题和正文至少写一样" in client.post(add, {"heading": "", "prose": "", "version": 1}).text
    client.post(add, {"heading": "聚焦履职", "prose": "好。", "version": 1})
    later = row.sections.get(heading="聚焦履职")
    client.post(reverse("reports:move_section", args=[later.pk]), {"to": "up"})
    assert list(row.sections.values_list("heading", "position")) == [("聚焦履职", 1), ("聚焦民生", 2)]
    client.post(reverse("reports:remove_section", args=[later.pk]))
    assert row.sections.get().position == 1
    assert AuditEvent.objects.filter(verb="reports:remove_section", before__prose="好。").exists()


def test_another_period_leaves_the_numbers_until_they_are_taken_and_keeps_it_a_draft(
    client: Client, clerk: User, values: Values
) -> None:
    row = make_report(clerk, "收集 {社情民意.收集} 件，办了 {没有.这个} 件。")
    client.force_login(clerk)
    head: dict[str, Any] = {
        "title": "总结",
        "kind": "summary",
        "start_on": "2026-01-01",
        "end_on": "2026-03-31",
        "version": 1,
    }
    url = reverse("reports:change_report", args=[row.pk])
    assert "早于开始的日子" in client.post(url, {**head, "end_on": "2025-12-31"}).text
    client.post(url, head)
    page = client.get(page_of(row)).text
    assert "统计期间改过" in page
    assert "有 1 个占位没有数：没有.这个" in page
    with pytest.raises(Conflict, match=r"“没有\.这个”没有数；统计期间改过"):
        reports.finish(report=row, actor=clerk)
    report_sections.change_section(
        section=row.sections.get(), actor=clerk, version=1, heading="好", prose="收集 {收集} 件"
    )
    report_figures.refill(report=row, actor=clerk, proof=report_figures.recount(row, clerk).proof)
    figure = ReportFigure.objects.get()
    assert (figure.start_on.isoformat(), figure.end_on.isoformat()) == ("2026-01-01", "2026-03-31")
    reports.finish(report=row, actor=clerk)
    with pytest.raises(Conflict, match="已经定稿"):
        report_sections.remove_section(section=row.sections.get(), actor=clerk)
    assert client.get(reverse("reports:change_figure", args=[figure.pk])).status_code == 409
    assert "请填写原因" in client.post(reverse("reports:reopen", args=[row.pk]), {"reason": " "}).text
    client.post(reverse("reports:reopen", args=[row.pk]), {"reason": "补一段"})
    row.refresh_from_db()
    assert row.state == "draft"
    reports.drop(report=row, actor=clerk, reason="重复")
    assert "这份草稿已作废。原因：重复" in client.get(page_of(row)).text


def test_a_circular_needs_number_addressee_and_day_and_has_a_red_head(clerk: User, values: Values) -> None:
    row = make_report(clerk, "收集 {社情民意.收集} 件。", kind="circular")
    with pytest.raises(Conflict, match="没有填文号；没有填主送；没有填成文日期"):
        reports.finish(report=row, actor=clerk)
    facts = {"number": "安人办〔2026〕12号", "addressee": "各镇人大", "issued_on": HALF.end}
    reports.change_report(report=row, actor=clerk, version=1, **facts)
    row = reports.finish(report=row, actor=clerk)
    paper = paper_of(row)
    assert paper.head == "安澜区人民代表大会常务委员会办公室"
    assert (paper.number, paper.addressee, paper.date) == (
        "安人办〔2026〕12号",
        "各镇人大：",
        "2026年6月30日",
    )
    text = text_of(report_docx(paper))
    assert text.index("安人办〔2026〕12号") < text.index("各镇人大：") < text.index("一、注重联系群众")
    assert report_docx(paper) == report_docx(paper)
    assert paper_of(replace_state(row, "draft")).under == "（草稿）"


def replace_state(row: Report, state: str) -> Report:
    row.state = state
    return row


def test_a_worker_writes_what_the_asker_may_see(clerk: User, values: Values) -> None:
    row = make_report(clerk, "（一）建好阵地\n收集 {社情民意.收集} 件。")
    kept: dict[str, bytes] = {}

    class Run:
        actor: User | None = clerk
        params = {"report": row.pk, "format": "pdf", "marks": False, "sources": True}

        @staticmethod
        def progress(_percent: int, _message: str) -> None: ...

        @staticmethod
        def save_result(name: str, data: bytes) -> None:
            kept[name] = data

    print_report(Run())  # type: ignore[arg-type]
    assert kept[f"{row.title}.pdf"].startswith(b"%PDF")
    Run.actor = make_user(Role.LEADER)
    with pytest.raises(JobError, match="没有找到这份报告"):
        print_report(Run())  # type: ignore[arg-type]


def test_leaders_read_what_is_final_and_pages_ask_a_fixed_number_of_questions(
    client: Client, clerk: User, values: Values, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = make_report(clerk, LONG_PROSE)
    leader = make_user(Role.LEADER)
    client.force_login(leader)
    assert client.get(page_of(row)).status_code == 404
    reports.finish(report=row, actor=clerk)
    client.get("/")  # counts of the menu are kept for a minute
    with django_assert_max_num_queries(11):
        page = client.get(page_of(row)).text
    assert "定稿" in page
    assert "退回修改" not in page
    with django_assert_max_num_queries(13):
        assert row.title in client.get(reverse("reports:index"), {"q": "联系群众"}).text
    client.force_login(clerk)
    client.get("/")
    with django_assert_max_num_queries(14):
        assert client.get(page_of(row)).status_code == 200
    with django_assert_max_num_queries(9):
        assert client.get(reverse("reports:templates")).status_code == 200


def test_figures_are_picked_by_words_with_their_values_and_period(
    client: Client, clerk: User, values: Values
) -> None:
    row = make_report(clerk, "没有数。")
    client.force_login(clerk)
    url = reverse("reports:pick_figures", args=[row.pk])
    page = client.get(url, {"q": "收集"}).text
    assert 'data-insert="{社情民意.收集}"' in page
    assert "<b>12</b>" in page
    assert "办结率" not in page
    long = {"q": "收集", "preset": "custom", "since": "2022-04-01", "until": "2023-05-31"}
    page = client.get(url, long).text
    assert 'data-insert="{社情民意.收集／2022-04-01..2023-05-31}"' in page
    assert "<b>4530</b>" in page
    assert 'data-insert="{社情民意.收集／本月}"' in client.get(url, {"q": "收集", "preset": "month"}).text
    assert "须填起始日期" in client.get(url, {"preset": "custom"}).text
    assert "没有符合的指标" in client.get(reverse("reports:pick_for_template"), {"q": "汽车"}).text


def test_the_district_keeps_its_templates(client: Client, clerk: User, values: Values) -> None:
    client.force_login(clerk)
    head = {"name": "六抓", "kind": "summary", "title": "工作总结", "order": "5"}
    client.post(reverse("reports:add_template"), head)
    row = ReportTemplate.objects.get(name="六抓")
    assert "已有这个名称的模板" in client.post(reverse("reports:add_template"), head).text
    add = reverse("reports:add_template_section", args=[row.pk])
    assert "这个指标" in client.post(add, {"heading": "抓学习", "prose": "{培训}", "version": 1}).text
    client.post(add, {"heading": "抓学习", "prose": "收集 {社情民意.收集／一年来} 件", "version": 1})
    section = row.sections.get()
    assert section.prose == "收集 {社情民意.收集／一年来} 件"
    section.prose = "{代表.没有}"
    section.save()
    page = client.get(reverse("reports:template", args=[row.pk])).text
    assert "您用不到这样的指标：代表.没有" in page
    edit = reverse("reports:change_template_section", args=[section.pk])
    client.post(edit, {"heading": "抓学习", "prose": "{收集／一年来}", "version": 1})
    report = reports.create_report(actor=clerk, template=row, period=HALF)
    assert report.sections.get().prose == "{社情民意.收集／2025-07-01..2026-06-30}"
    change = reverse("reports:change_template", args=[row.pk])
    client.post(change, {**head, "version": 1})
    row.refresh_from_db()
    assert not row.in_use
    assert f'name="template" value="{row.pk}"' not in client.get(reverse("reports:create_report")).text
    with pytest.raises(ValidationError):
        report_sections.add_section(owner=make_template({}), actor=clerk, heading="", prose="")
