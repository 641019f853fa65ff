"""Titles over several lines: balanced, no orphan, no word torn apart."""

from collections import Counter
from itertools import pairwise
from math import ceil

from congress.documents.pdf.linebreak import may_break

# How much one character off balance weighs against tearing a pair that occurs often in the text.
UNBALANCE = 0.12
# Words of the field that may not be torn even where the text does not repeat them.
WORDS = [
    "人大",
    "代表",
    "常委",
    "委会",
    "委员",
    "主任",
    "工作",
    "建议",
    "联络",
    "联系",
    "群众",
    "选民",
    "选举",
    "监督",
    "视察",
    "调研",
    "检查",
    "执法",
    "评议",
    "履职",
    "活动",
    "会议",
    "培训",
    "学习",
    "推进",
    "推动",
    "开展",
    "深化",
    "加强",
    "提升",
    "落实",
    "完善",
    "健全",
    "持续",
    "实践",
    "基层",
    "民主",
    "全过",
    "过程",
    "法治",
    "民生",
    "发展",
    "建设",
    "服务",
    "治理",
    "改革",
    "创新",
    "经验",
    "做法",
    "成效",
    "机制",
    "制度",
    "问题",
    "办理",
    "督办",
    "乡镇",
    "街道",
    "社区",
    "乡村",
    "振兴",
    "环境",
    "经济",
    "社会",
    "安全",
    "生态",
    "文明",
    "城市",
    "创建",
    "整治",
    "行动",
    "专题",
    "报告",
    "通报",
    "总结",
    "情况",
    "关于",
    "若干",
    "体会",
    "思考",
    "探索",
    "高质",
    "质量",
    "高效",
    "作用",
    "发挥",
    "平台",
    "阵地",
    "站点",
]
KNOWN = 5


def cohesion(text: str) -> Counter[str]:
    """How often two characters stand side by side: in a text about 代表, 代 and 表 belong together."""
    pairs = Counter(first + second for first, second in pairwise(text))
    pairs.update(dict.fromkeys(WORDS, KNOWN))
    return pairs


def title_lines(title: str, per_line: float, pairs: Counter[str]) -> list[str]:
    """Cut a title into lines of at most `per_line` full-width characters, nearly equal in length.

    A line break typed into the title is kept. Between two lines the pair of characters met least often in
    `pairs` is preferred within a few characters of the balanced place.
    """
    lines: list[str] = []
    for part in title.split("\n"):
        if part := part.strip():
            lines += _balanced(part, per_line, pairs)
    return lines


def width(text: str) -> float:
    """Width in full-width characters."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _balanced(text: str, per_line: float, pairs: Counter[str]) -> list[str]:
    lines = []
    left = ceil(width(text) / per_line - 1e-9)
    while left > 1:
        target = width(text) / left
        fewest = width(text) - per_line * (left - 1)
        best = None
        for index in range(1, len(text)):
            before = width(text[:index])
            if before > per_line:
                break
            if before < fewest or not may_break(text[index - 1], text[index]):
                continue
            seen = pairs[text[index - 1 : index + 1]]
            cost = UNBALANCE * abs(before - target) + 1 - 1 / (1 + seen)
            if best is None or cost < best[0]:
                best = (cost, index)
        if best is None:
            # No permitted place keeps the number of lines: allow one more.
            left += 1
            if left > len(text):
                break
            continue
        lines.append(text[: best[1]].rstrip())
        text = text[best[1] :].lstrip()
        left = max(left - 1, ceil(width(text) / per_line - 1e-9))
    return [*lines, text]
