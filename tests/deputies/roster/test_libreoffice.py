"""Files that LibreOffice writes: merged cells, date cells, what becomes of the export when somebody saves it there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.documents.imports import Outcome
from congress.documents.review import Review
from deputies.models import Person
from tests.deputies.roster.dirty import as_bytes, district, workbook
from tests.deputies.roster.steps import enter, exported, reasons, review, upload, write
from tests.factories import make_user


def has_calc() -> bool:
    """Whether LibreOffice is here, with the part of it that reads tables."""
    program = shutil.which("soffice")
    return program is not None and (Path(program).resolve().parent / "libsclo.so").exists()


pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not has_calc(), reason="needs LibreOffice Calc"),
]
#: Comma, quotation mark, and the number by which LibreOffice knows an encoding.
_ENCODINGS = {"utf-8": 76, "gb18030": 85}
CSV = {name: f"csv:Text - txt - csv (StarCalc):44,34,{number},1" for name, number in _ENCODINGS.items()}


@pytest.fixture
def clerk(db: None) -> User:
    district()
    return make_user(Role.OFFICE)


@pytest.fixture
def convert(tmp_path: Path) -> Convert:
    return Convert(tmp_path)


class Convert:
    """LibreOffice with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, data: bytes, suffix: str, to: str) -> bytes:
        source = self.folder / f"名册.{suffix}"
        source.write_bytes(data)
        out = self.folder / "out"
        reading = ["--infilter=csv:44,34,76,1"] if suffix == "csv" else []
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", *reading, "--convert-to", to, "--outdir", out, source],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (out / f"名册.{to.partition(':')[0]}").read_bytes()


def said(checked: Review) -> list[tuple[int, str, str, dict[str, str], str]]:
    """Everything the review says, row by row."""
    return [
        (
            row.number,
            row.outcome,
            row.passed_over,
            reasons(row),
            "，".join(f"{name}={value}" for name, value in row.values.items() if value is not None),
        )
        for row in checked.rows
    ]


def test_the_dirty_file_saved_by_libreoffice_means_the_same(clerk: User, convert: Convert) -> None:
    ours = as_bytes(workbook())
    theirs = convert(convert(ours, "xlsx", "ods"), "ods", "xlsx")
    book = load_workbook(convert.folder / "out" / "名册.xlsx")
    assert {str(cells) for cells in book["代表名册"].merged_cells.ranges} >= {
        "A1:M1",
        "K4:L4",
        "J6:J9",
        "I8:I9",
    }
    assert book["代表名册"]["D8"].is_date
    assert said(review(upload(clerk, theirs))) == said(review(upload(clerk, ours)))


def test_a_table_written_in_libreoffice_only(clerk: User, convert: Convert) -> None:
    lines = ["代表名册,,,,", "姓名,性别,出生年月,手机,层级"]
    lines += ["赵 永东,男,1975-03-02,10000000001,区级", "周敏,女,1975.10,10000000002,区级"]
    data = convert("\n".join(lines).encode(), "csv", "xlsx")
    sheet = load_workbook(convert.folder / "out" / "名册.xlsx").worksheets[0]
    assert sheet["C3"].is_date
    assert sheet["C4"].value == 1975.1
    checked = review(upload(clerk, data))
    births = [str(row.values["birth"]) for row in checked.rows]
    assert births[0] == "1975年3月2日"
    assert reasons(checked.rows[1])["birth"] == "分不清是1月还是10月，请写成 1975年1月 或 1975年10月"


@pytest.mark.parametrize("by_way_of", ["ods", "xls"])
def test_export_saved_by_libreoffice_goes_in_without_a_change(
    clerk: User, convert: Convert, by_way_of: str
) -> None:
    write(upload(clerk, as_bytes(workbook())))
    data = convert(convert(exported(clerk), "xlsx", by_way_of), by_way_of, "xlsx")
    again = review(upload(clerk, data))
    assert [(row.outcome, reasons(row)) for row in again.rows] == [(Outcome.SAME, {})] * 8


@pytest.mark.parametrize("encoding", CSV)
def test_export_saved_as_csv_goes_in_without_a_change(clerk: User, convert: Convert, encoding: str) -> None:
    write(upload(clerk, as_bytes(workbook())))
    data = convert(exported(clerk), "xlsx", CSV[encoding])
    assert "姓名" in data.decode(encoding)
    again = review(upload(clerk, data, "名册.csv"))
    assert [(row.outcome, reasons(row)) for row in again.rows] == [(Outcome.SAME, {})] * 8


def test_formula_in_a_name_stays_text_in_libreoffice(clerk: User, convert: Convert) -> None:
    enter(clerk, ["赵永东", "男", "1975.03", None, "区", None, None])
    Person.objects.update(remark="=1+1", organisation="@SUM(A1)")
    data = convert(exported(clerk), "xlsx", "ods")
    assert b"of:=1+1" not in data
    again = review(upload(clerk, convert(data, "ods", "xlsx")))
    assert [row.outcome for row in again.rows] == [Outcome.SAME]
    assert again.rows[0].values["remark"] == "=1+1"
