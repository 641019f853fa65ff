"""Text out of a file: plain text in any encoding an office uses, or Word."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

#: A Word file larger than this when unpacked is no bulletin.
MAX_UNPACKED = 100_000_000


class UnreadableFile(Exception):
    """The file is neither text nor Word; ``str(error)`` says so in Chinese."""


def text_of(content: bytes) -> str:
    """The text of a file: DOCX by its content, otherwise UTF-8, UTF-16 with a mark, or GB18030."""
    if content.startswith(b"PK\x03\x04"):
        return _word(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile("这是旧版 Word 文件（.doc），请另存为 .docx，或复制文字粘贴")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("认不出文件的文字编码，请另存为 UTF-8 文本或 Word（.docx）文件")


def _word(content: bytes) -> str:
    """Paragraphs and table cells in order; headers, footers and text boxes are page furniture."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(info.file_size for info in package.infolist()) > MAX_UNPACKED:
                raise UnreadableFile("文件展开后过大，请分开粘贴")
        document = Document(io.BytesIO(content))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise UnreadableFile("这不是能打开的 Word 文件，请另存为 .docx 再试") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [cell.text for row in block.rows for cell in row.cells]
        else:
            lines.append(block.text)
    return "\n".join(lines)
