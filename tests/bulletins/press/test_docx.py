"""The DOCX for Word and WPS."""

import io

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn

from bulletins.press.docx import issue_docx
from bulletins.press.model import PrintIssue
from bulletins.press.pdf import IssuePdf
from tests.bulletins.press import samples


@pytest.fixture
def document(monthly: IssuePdf) -> DocumentType:
    return Document(io.BytesIO(issue_docx(samples.monthly(), monthly.anchors)))


def fonts(document: DocumentType) -> dict[str, str]:
    found = {}
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            found[run.text] = run._r.get_or_add_rPr().get_or_add_rFonts().get(qn("w:eastAsia"))
    return found


def test_pages_have_the_grid(document: DocumentType) -> None:
    for section in document.sections:
        grid = section._sectPr.find(qn("w:docGrid"))
        assert grid.get(qn("w:type")) == "lines"
        assert grid.get(qn("w:linePitch")) == "579"
        page = [section.page_width, section.left_margin, section.right_margin, section.top_margin]
        width, left, right, top = (length.mm for length in page if length is not None)
        assert round(top) == 37
        assert round(width - left - right) == 156


def test_fonts_are_those_of_an_office(document: DocumentType) -> None:
    used = fonts(document)
    assert used["安澜人大"] == "方正小标宋简体"
    assert used[samples.SENTENCE] == "仿宋_GB2312"
    assert used["以健全制度为抓手。"] == "黑体"
    assert used["深入开展走访。"] == "楷体_GB2312"


def test_contents_show_the_pages_of_the_pdf(document: DocumentType) -> None:
    rows = [paragraph.text for paragraph in document.paragraphs]
    assert "第一个标题\t1" in rows
    assert "安澜区人大常委会推动代表“双联”工作走深走实\t2" in rows


def test_distribution_is_a_table_at_the_foot(document: DocumentType) -> None:
    table = document.tables[0]
    assert [row.cells[0].text for row in table.rows][:2] == [
        "送：区人大常委会主任、副主任，区委办公室。",
        "发：区人大常委会各工委室。",
    ]
    assert table._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"


def test_pages_are_numbered_from_one_behind_the_cover(document: DocumentType) -> None:
    section = document.sections[-1]
    assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert "PAGE" in section.footer._element.xml
    assert section.footer.paragraphs[0].text.replace(" ", "") == "——"


@pytest.mark.parametrize("issue", [samples.monthly(), samples.dispatch()], ids=["monthly", "dispatch"])
def test_same_data_same_bytes(issue: PrintIssue) -> None:
    assert issue_docx(issue, {}) == issue_docx(issue, {})


def test_groups_of_one_label_share_it() -> None:
    table = Document(io.BytesIO(issue_docx(samples.dispatch(), {}))).tables[0]
    assert table.rows[0].cells[0].text.splitlines() == [
        "送：各市州人大常委会。",
        "省人大各专门委员会。",
        "省直有关单位、各民主党派。",
        "各县市区人大常委会联工委。",
    ]
