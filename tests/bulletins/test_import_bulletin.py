"""Taking over the real issue: 17 + 1 titles, 18 entries, everything once (R272–R292)."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from activities.models import Activity
from bulletins.enums import IssueState
from bulletins.models import Issue
from bulletins.operations.importing import BadFile, import_bulletin
from bulletins.press.pdf import render_issue, title_pages
from bulletins.printing import print_issue
from congress.access.exceptions import Conflict
from congress.audit.models import AuditEvent
from congress.organs.models import Organ
from deputies.models import Person

FILE = Path(settings.BASE_DIR).parent / "shared" / "real" / "renda_xinxi_2024_05.json"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.exists(), reason="the real issue is not beside the project"),
]


@pytest.fixture
def data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def issue(data: dict[str, Any]) -> Issue:
    return import_bulletin(data=data).issue


def test_the_contents_are_those_printed_in_2024(issue: Issue, data: dict[str, Any]) -> None:
    printed = print_issue(issue)
    result = render_issue(printed)
    lines = title_pages(printed, result)
    expected = [(line["title"], line["page"]) for section in data["sections"] for line in section["toc"]]
    assert lines == expected
    assert [page for _, page in lines] == [1] * 6 + [2] * 6 + [3] * 5 + [4]


def test_one_title_covers_entries_13_and_15(issue: Issue) -> None:
    shared = issue.entries.filter(heading__text="吴怀旭、曹萍走访慰问脱贫群众")
    assert list(shared.order_by("position").values_list("position", flat=True)) == [13, 15]


def test_everyone_bears_the_title_of_the_day(issue: Issue) -> None:
    person = Person.objects.get(name="曹萍")
    titles = set(person.participations.values_list("title_as_written", flat=True))
    assert {"区人大常委会副主任", "区人大常委会副主任、区招商七队队长", "党组成员、副主任"} <= titles
    assert person.participations.count() == 9
    assert Person.objects.get(name="吴怀旭").participations.count() == 8


def test_a_partial_name_is_marked_and_vague_units_name_no_organ(issue: Issue) -> None:
    guest = Person.objects.get(name="潘总")
    assert (guest.partial_name, guest.organisation) == (True, "安徽柏联电子科技有限公司")
    assert not Organ.objects.filter(name__in=["园区", "区相关部门", "区人大常委会有关工委室"]).exists()
    assert Organ.objects.filter(name="区文明办").exists()


def test_the_distribution_is_printed_as_in_the_file(issue: Issue, data: dict[str, Any]) -> None:
    raw = [line.strip() for line in data["distribution"]["raw_lines"].values()]
    assert [f"{line.label}：{line.text}" for line in print_issue(issue).distribution] == raw
    assert issue.recipients.get(label="副主任").full_label == "区人大常委会副主任"


def test_it_is_issued_and_frozen(issue: Issue) -> None:
    assert (issue.state, issue.total_number, str(issue.issued_on)) == (IssueState.ISSUED, 62, "2024-06-03")
    assert not issue.editable


def test_twice_is_once(issue: Issue, data: dict[str, Any]) -> None:
    before = (Activity.objects.count(), Person.objects.count(), AuditEvent.objects.count())
    again = import_bulletin(data=data)
    assert (again.issue, again.created) == (issue, False)
    assert (Activity.objects.count(), Person.objects.count(), AuditEvent.objects.count()) == before


def test_another_issue_under_the_same_number_is_refused(issue: Issue, data: dict[str, Any]) -> None:
    other = copy.deepcopy(data)
    other["entries"][0]["text"] = "别的内容。"
    with pytest.raises(Conflict, match="内容与文件不同"):
        import_bulletin(data=other)


def test_a_broken_file_changes_nothing(data: dict[str, Any]) -> None:
    del data["entries"][7]["text"]
    with pytest.raises(BadFile, match="text"):
        import_bulletin(data=data)
    assert not Issue.objects.exists()
    assert not Activity.objects.exists()


def test_the_commands_write_both_files(data: dict[str, Any], tmp_path: Path) -> None:
    call_command("import_bulletin", str(FILE))
    pdf, docx = tmp_path / "x.pdf", tmp_path / "x.docx"
    call_command(
        "render_bulletin", "--series", "人大信息", "--year", "2024", "--no", "5", "--out", pdf, "--docx", docx
    )
    assert pdf.read_bytes()[:5] == b"%PDF-"
    assert docx.read_bytes()[:2] == b"PK"
    with pytest.raises(CommandError, match="没有《人大信息》2024年第6期"):
        call_command("render_bulletin", "--series", "人大信息", "--year", "2024", "--no", "6", "--out", pdf)
