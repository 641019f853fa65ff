"""A series of another shape is made by data alone, through the pages (R290–R292)."""

import pytest
from django.urls import reverse

from bulletins.models import Issue, Series
from bulletins.press.pdf import render_issue
from bulletins.printing import print_issue
from congress.accounts.models import User
from tests.bulletins.test_pages import as_user

pytestmark = pytest.mark.django_db

SERIES = {
    "name": "联络动态",
    "slug": "lianluo",
    "office": "区人大常委会代表工作委员会",
    "number_style": "arabic",
    "total_style": "chinese",
    "first_total": "666",
    "news_section": "",
    "article_section": "经验交流",
    "editor": "林晓雯",
    "approval_no": "安内准字〔2020〕第28号",
    "phone": "0550-1234567",
    "email": "llc@example.cn",
    "active": "on",
    "to-send": "市人大常委会办公室，区委办公室、区政府办公室，各乡镇人大主席团，街道人大工委。",
    "to-issue": "",
}


def blocks(*rows: tuple[str, str, str]) -> dict[str, str]:
    data = {"blocks-TOTAL_FORMS": str(len(rows)), "blocks-INITIAL_FORMS": "0"}
    for number, (kind, lead, text) in enumerate(rows):
        data |= {
            f"blocks-{number}-kind": kind,
            f"blocks-{number}-lead": lead,
            f"blocks-{number}-text": text,
            f"blocks-{number}-ORDER": str(number + 1),
        }
    return data


def test_an_issue_without_contents_with_one_long_article(clerk: User) -> None:
    client = as_user(clerk)
    assert client.post(reverse("bulletins:add_series"), SERIES).status_code == 302
    series = Series.objects.get(name="联络动态")
    assert not series.monthly
    assert not series.has_contents

    opened = {"series": series.pk, "year": 2026, "number": 15}
    refused = client.post(reverse("bulletins:open_issue"), opened)
    assert "不是月刊，请填收录的起止日期" in refused.content.decode()
    days = {"period_start": "2026年7月1日", "period_end": "2026.7.29", "issued_on": "20260729"}
    assert client.post(reverse("bulletins:open_issue"), {**opened, **days}).status_code == 302
    issue = Issue.objects.get(series=series)

    sections = [
        row
        for n in "一二三四五"
        for row in (("heading1", "", f"{n}、做法"), ("paragraph", "抓学习。", "正文。" * 80))
    ]
    article = blocks(*sections)
    head = {
        "title": "张弛有度推动代表联络站建设",
        "contributor_organ": "区人大常委会代工委",
        "contributor_person": "卓然",
        "version": str(issue.version),
    }
    assert (
        client.post(reverse("bulletins:add_article", args=[issue.pk]), {**head, **article}).status_code == 302
    )

    issue.refresh_from_db()
    printed = print_issue(issue)
    assert (printed.issue_label, printed.total_label) == ("第15期", "（总第六百六十六期）")
    assert not printed.has_contents
    assert printed.sections[0].articles[0].byline == "区人大常委会代工委 卓然供稿"
    assert [line.label for line in printed.distribution] == ["送"]
    assert printed.distribution[0].text.count("，") == 3
    assert printed.imprint == (
        "责任编辑：林晓雯　　批准文号：安内准字〔2020〕第28号",
        "电话：0550-1234567　　电子邮箱：llc@example.cn",
    )
    assert render_issue(printed).pages % 2 == 0


def test_a_series_needs_a_section(clerk: User) -> None:
    answer = as_user(clerk).post(reverse("bulletins:add_series"), {**SERIES, "article_section": ""})
    assert answer.status_code == 422
    assert "动态栏目和文章栏目至少填一个" in answer.content.decode()
    assert not Series.objects.exists()


def test_an_article_keeps_what_was_typed_when_somebody_was_faster(may: Issue, clerk: User) -> None:
    client = as_user(clerk)
    address = reverse("bulletins:add_article", args=[may.pk])
    head = {"title": "甲", "contributor_organ": "", "contributor_person": "", "version": str(may.version)}
    assert client.post(address, {**head, **blocks(("paragraph", "", "第一篇。"))}).status_code == 302
    answer = client.post(address, {**head, "title": "乙", **blocks(("paragraph", "", "第二篇。"))})
    assert answer.status_code == 409
    assert "第二篇。" in answer.content.decode()
    may.refresh_from_db()
    assert f'name="version" value="{may.version}"' in answer.content.decode()
    assert [a.title for a in may.articles.all()] == ["甲"]


def test_an_empty_article_is_refused(may: Issue, clerk: User) -> None:
    head = {"title": "空", "contributor_organ": "", "contributor_person": "", "version": str(may.version)}
    answer = as_user(clerk).post(
        reverse("bulletins:add_article", args=[may.pk]), {**head, **blocks(("paragraph", "", ""))}
    )
    assert "请至少写一段" in answer.content.decode()
