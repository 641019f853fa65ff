"""Taking over an issue of another series: numbers and dates as they are printed, one article, no contents (R290)."""

import copy
from datetime import date
from typing import Any

import pytest

from bulletins.models import Article, Issue
from bulletins.operations.importing import BadFile, import_bulletin
from bulletins.printing import print_issue

pytestmark = pytest.mark.django_db

ISSUE: dict[str, Any] = {
    "masthead": {
        "title": "联络简报", "year": 2022, "issue_no": "第15期", "issue_label": "第15期",
        "total_no": "（总第六百六十六期）", "office": "安澜市人大常委会选举任免联络工作委员会",
        "date": "20227 月 29 日", "period_start": "2022年7月1日", "period_end": "2022-07-29", "monthly": False,
        "editor": "林晓雯", "approval_no": "安内准字〔2020〕第28号", "phone": "0550-1234567", "email": "llc@example.cn",
    },
    "sections": [{"order": 1, "name": "经验交流", "toc": [{"order": 1, "title": "把建议办到群众心坎上"}]}],
    "entries": [],
    "feature": {
        "title": "把建议办到群众心坎上", "contributor_organ": "安澜区人大常委会", "contributor_person": "卓然",
        "paragraphs": [{"n": 1, "bold_lead": "抓会前。", "body": "开会以前先调研。"}],
    },
    "distribution": {"raw_lines": {}, "send": [], "issue": []},
}  # fmt: skip


def test_an_issue_is_taken_over_as_it_is_printed() -> None:
    issue = import_bulletin(data=ISSUE).issue
    assert (issue.number, issue.total_number, issue.issued_on) == (15, 666, date(2022, 7, 29))
    printed = print_issue(issue)
    assert (printed.issue_label, printed.total_label) == ("第15期", "（总第六百六十六期）")
    assert not printed.has_contents
    assert printed.sections[0].articles[0].byline == "安澜区人大常委会 卓然供稿"
    series = issue.series
    assert (series.editor, series.approval_no, series.monthly) == ("林晓雯", "安内准字〔2020〕第28号", False)
    assert (series.phone, series.email) == ("0550-1234567", "llc@example.cn")
    again = import_bulletin(data=ISSUE)
    assert not again.created
    assert (Issue.objects.count(), Article.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("place", "told", "wrong"),
    [
        ("total_no", "总第若干期", "看不出是第几期：总第若干期"),
        ("date", "20227 月 32 日", "2022年7月没有32日"),
    ],
)
def test_what_cannot_be_read_is_named(place: str, told: str, wrong: str) -> None:
    data = copy.deepcopy(ISSUE)
    data["masthead"][place] = told
    with pytest.raises(BadFile, match=wrong):
        import_bulletin(data=data)
    assert not Issue.objects.exists()
