"""``manage.py recognise_activities``."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from activities.models import ActivityKind
from congress.organs.models import Organ, OrganName
from deputies.models import Person, Post

TEXT = "5月8日上午，区人大常委会主任卓远山到柳桥街道调研防汛工作。区水利局负责人陪同。"
ROSTER = {"roster": [{"name": "卓远山", "posts": ["区人大常委会主任"]}], "organs": [{"name": "区水利局"}]}


def run(*args: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("recognise_activities", *args, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def roster(tmp_path: Path) -> str:
    file = tmp_path / "roster.json"
    file.write_text(json.dumps(ROSTER), encoding="utf-8")
    return str(file)


def test_reads_with_the_database(db: None, tmp_path: Path) -> None:
    person = Person.objects.create(name="卓远山")
    Post.objects.create(person=person, title="区人大常委会主任")
    organ = Organ.objects.create(kind="department", name="安澜区水务局", short_name="区水务局")
    OrganName.objects.create(organ=organ, name="安澜区水利局", short_name="区水利局", ends_on="2024-01-01")
    ActivityKind.objects.filter(code="research").update(name="调查研究")
    file = tmp_path / "may.txt"
    file.write_text(TEXT, encoding="utf-8")
    (found,) = run(str(file), "--year", "2025", "--month", "5")
    assert found == {
        "start": "2025-05-08",
        "end": "2025-05-08",
        "half_day": "am",
        "kind": "调查研究",
        "people": [{"name": "卓远山", "title": "区人大常委会主任", "participation": "调研"}],
        "units": ["区水利局"],
        "places": ["柳桥街道"],
        "title": "卓远山调研防汛工作",
        "unsure": [],
    }


def test_a_roster_file_counts_for_this_run_only(db: None, tmp_path: Path, roster: str) -> None:
    file = tmp_path / "may.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    (with_roster,) = run(str(file), "--year", "2025", "--roster", roster)
    assert with_roster["unsure"] == []
    assert not Person.objects.exists()
    (without,) = run(str(file), "--year", "2025")
    assert [doubt["text"] for doubt in without["unsure"]] == ["卓远山", "区水利局"]


def test_reads_word_and_standard_input(
    db: None, tmp_path: Path, roster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document()
    document.add_heading("工作动态")
    document.add_paragraph(TEXT)
    document.add_paragraph("5月9日，区人大常委会主任卓远山视察重点项目建设。")
    document.save(str(tmp_path / "may.docx"))
    word = run(str(tmp_path / "may.docx"), "--year", "2025", "--roster", roster)
    assert [one["kind"] for one in word] == ["调研", "视察"]

    class Stdin:
        buffer = io.BytesIO(TEXT.encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    assert run("-", "--year", "2025", "--roster", roster) == word[:1]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 broken", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx"),
        (b"\xff" * 40, "编码"),
        (None, "读不到"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    db: None, tmp_path: Path, content: bytes | None, says: str
) -> None:
    file = tmp_path / "may.docx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=says):
        run(str(file), "--year", "2025")


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"roster": 5}', '{"roster": [{"posts": []}]}', '{"organs": [5]}']
)
def test_a_bad_roster_is_refused(db: None, tmp_path: Path, content: str) -> None:
    file = tmp_path / "may.txt"
    file.write_text(TEXT, encoding="utf-8")
    bad = tmp_path / "bad.json"
    bad.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError):
        run(str(file), "--year", "2025", "--roster", str(bad))
