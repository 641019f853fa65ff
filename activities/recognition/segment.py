"""A pasted month cut into paragraphs; what is no text of an activity is left out and named (R313)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from activities.recognition.dates import begins_with_date
from activities.recognition.plain import plain

_RULE = re.compile(r"^[\s\-—–_=*·.…|─━┄┅~]{3,}$")
_PAGE = re.compile(
    r"^(?:[-—–·•]\s*)?(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?(?:\s*[，,]?\s*共\s*\d+\s*页)?(?:\s*[-—–·•])?$"
)
_CONTENTS = re.compile(
    r"^(?P<title>.{2,60}?)\s*(?:\t+|[·.…⋯‥•．]{2,}|\s{2,}|_{3,})[\s·.…⋯‥•．_]*(?P<page>\d{1,3})$"
)
_HEADING = re.compile(r"^#{1,6}\s*(?P<text>.*)$")
_DISTRIBUTION = re.compile(r"^(?:送|发|报|抄送|抄报|主送|印发|分送|呈)[：:]")
_NOISE = re.compile(
    r"广告|启事|遗失|声明作废|讣告|招租|招聘|热线|更正|致歉|https?[:：]//|www\.|[A-Za-z\d._-]@[A-Za-z\d]|订阅|扫码|二维码|编辑[/／：:]|责任编辑|责编|校对|版式|"
    r"主编[：:]|投稿|邮箱|电话[：:]|传真[：:]|ISSN|CN\s?\d{2}-|准印证|印数|内部资料|浏览次数|当前的?位置|作者[：:]|来源[：:]|发布时间|打印本页|关闭窗口|上一篇|下一篇|"
    r"MINZHU|总编|印刷[：:]|份数|共印"
)
_MASTHEAD = re.compile(
    r"^\s*[（(]?(?:总?第\s*\d+\s*期|\d{4}\s*年\s*第\s*[\d一二三四五六七八九十]+\s*期)|^目\s*录$|^\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:\s*星期.)?$|^[\u4e00-\u9fff]{2,24}(?:办公室|编辑部)$"
)
_FULL_STOP = re.compile(r"[。！？；!?][”’」』）)\"']*$")
_ENDS = re.compile(r"[。！？!?]")
_LIST_MARK = re.compile(
    r"^(?:[●■◆▲★☆○□◇▶►✦*·•]|[(（]?\d{1,2}[)）.、．](?!\d)|[一二三四五六七八九十]{1,3}、)\s*"
)


@dataclass
class Paragraph:
    """A paragraph of running text; ``heading`` is the line right above it that reads like its title."""

    text: str
    heading: str = ""


@dataclass
class Cut:
    """What a text was cut into: paragraphs, titles of a table of contents, and lines left out with the reason."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def cut(text: str) -> Cut:
    """Cut a text into paragraphs, joining those a page break split.

    Two lines are one paragraph when the first does not end in a full stop and the second does not begin with a date.
    """
    found = Cut()
    heading = ""
    open_text = ""
    for line in re.split(r"[\r\n\f\v\u2028\u2029\x1c-\x1e\x85]+", text):
        line = line.strip().strip("\u3000\ufeff")
        if not line:
            continue
        bare, why = _judge(line)
        if why == "目录":
            found.contents.append(bare)
        if why:
            found.left_out.append((line, why))
            continue
        bare = _LIST_MARK.sub("", bare)
        if open_text and not _FULL_STOP.search(open_text) and not begins_with_date(plain(bare).text):
            open_text = _join(open_text, bare)
            continue
        if open_text:
            found.paragraphs.append(Paragraph(open_text, heading))
            open_text, heading = "", ""
        if _is_heading(bare):
            if heading:
                found.left_out.append((heading, "标题"))
            heading = bare
            continue
        open_text = bare
    if open_text:
        found.paragraphs.append(Paragraph(open_text, heading))
    elif heading:
        if found.paragraphs:
            found.left_out.append((heading, "标题"))
        else:
            found.paragraphs.append(Paragraph(heading))
    return found


def _judge(line: str) -> tuple[str, str]:
    """The line without its marks, and why it is left out, if it is."""
    if _RULE.match(line):
        return line, "分隔线"
    if _PAGE.match(line):
        return line, "页码"
    if match := _HEADING.match(line):
        return match["text"], "标题"
    line = line.replace("**", "")
    if (match := _CONTENTS.match(line)) and not _ENDS.search(match["title"]):
        return match["title"].strip(), "目录"
    if _MASTHEAD.match(line):
        return line, "刊头"
    if _DISTRIBUTION.match(line):
        return line, "发送范围"
    if len(line) < 120 and _NOISE.search(line) and not begins_with_date(plain(line).text):
        return line, "页面杂项"
    return line, ""


def _is_heading(line: str) -> bool:
    """A short line without any full stop, comma or date: a title of its own."""
    return (
        len(line) <= 40 and not re.search(r"[。，；！？,;]", line) and not begins_with_date(plain(line).text)
    )


def _join(left: str, right: str) -> str:
    """Two lines as one; a space only between Latin words."""
    if re.search(r"[A-Za-z]$", left) and re.match(r"[A-Za-z]", right):
        return f"{left} {right}"
    return left + right
