"""Bulletins of a fictional district in any length, the same for every engine and every run."""

from collections.abc import Iterator
from datetime import date
from html import escape

from bulletins.press.labels import date_label, issue_label, total_label
from bulletins.press.model import (
    BlockKind,
    PrintArticle,
    PrintBlock,
    PrintDistribution,
    PrintEntry,
    PrintIssue,
    PrintSection,
    PrintTitle,
)

NAMES = [
    "周文渊",
    "陈立群",
    "林秀英",
    "何建华",
    "沈玉兰",
    "方志远",
    "韩雪梅",
    "罗永强",
    "唐国栋",
    "许晓琳",
    "袁翀",
    "王喆",
    "李昇",
    "张堃",
    "赵玥",
    "钱镕",
    "孙赟",
    "吴祎",
    "郑犇",
    "冯燚",
]
PLACES = [
    "柳溪镇",
    "石桥镇",
    "青山乡",
    "东湖街道",
    "西园街道",
    "云岭镇",
    "南浦街道",
    "北塘乡",
    "临江经济开发区",
]
UNITS = [
    "区发改委",
    "区教体局",
    "区城管局",
    "区住建局",
    "区农水局",
    "区民政局",
    "区市场监管局",
    "区应急管理局",
    "区生态环境分局",
    "区文旅局",
]
THEMES = (
    "文明城市创建",
    "防汛抗旱工作",
    "和美乡村建设",
    "“一老一小”服务",
    "电动自行车安全管理",
    "老旧小区改造",
    "《安全生产法》贯彻实施情况",
    "代表建议办理情况",
    "营商环境",
    "农村饮水安全",
)
WAYS = ("调研", "视察", "检查", "督办", "走访")
SENTENCES = (
    "调研组一行实地察看了{place}的{theme}现场，听取了{unit}、{unit2}的情况汇报，并与{count}名代表、群众代表座谈交流。",
    "会议指出，要把{theme}摆在更加突出的位置，坚持问题导向——查找短板、压实责任、限时整改，确保{percent}%的问题在{days}日内办结。",
    "{name}强调，要用好“代表联络站”“民情恳谈会”等平台，畅通社情民意表达渠道……让群众看得见变化、感受得到温度。",
    "今年以来，全区{count}个联络站共接待选民{thousand}人次，收集意见建议{count2}件，已办结{count3}件，办结率{percent}.{days}%。",
    "{unit}负责人表示，将按照《关于加强{short}的意见》（区办发〔2024〕{days}号）要求，逐项细化措施，明确责任人和完成时限。",
    "{place}人大主席团组织代表开展“回头看”，对{theme}中反映集中的“停车难”“出行难”等问题逐一核实，形成闭环。",
)


class _Dice:
    """A small generator of its own, so that texts never change with a Python version."""

    def __init__(self, seed: int) -> None:
        self.state = seed * 2654435761 % 2**32 or 1

    def below(self, limit: int) -> int:
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) % limit

    def pick(self, choices: tuple[str, ...] | list[str]) -> str:
        return choices[self.below(len(choices))]


def _sentence(dice: _Dice) -> str:
    return dice.pick(SENTENCES).format(
        place=dice.pick(PLACES),
        theme=(theme := dice.pick(THEMES)),
        short=theme.strip("“”《》"),
        unit=dice.pick(UNITS),
        unit2=dice.pick(UNITS),
        name=dice.pick(NAMES),
        count=3 + dice.below(40),
        count2=100 + dice.below(900),
        count3=50 + dice.below(50),
        thousand=f"{1 + dice.below(9)},{100 + dice.below(900)}",
        percent=60 + dice.below(40),
        days=1 + dice.below(30),
    )


def _entry(dice: _Dice, number: int) -> tuple[PrintTitle, PrintEntry]:
    name, theme, way, place = dice.pick(NAMES), dice.pick(THEMES), dice.pick(WAYS), dice.pick(PLACES)
    half = dice.pick(["上午", "下午", ""])
    text = (
        f"5月{1 + number % 31}日{half}，区人大常委会副主任{name}带领部分区人大代表在{place}{way}{theme}。"
        f"{dice.pick(UNITS)}、{dice.pick(UNITS)}、{place}负责人陪同。"
    )
    if dice.below(3) == 0:
        text += _sentence(dice)
    return PrintTitle(f"{name}率队{way}{theme}", (str(number),)), PrintEntry(str(number), text)


def _article(dice: _Dice, number: int, paragraphs: int) -> PrintArticle:
    blocks = [PrintBlock(BlockKind.PARAGRAPH, _sentence(dice) + _sentence(dice))]
    for _ in range(paragraphs):
        lead = f"以{dice.pick(THEMES).strip('“”《》')}为抓手，进一步完善“双联”机制。"
        body = "".join(_sentence(dice) for _ in range(4))
        blocks.append(PrintBlock(BlockKind.PARAGRAPH, body, lead, (body[:8],)))
    return PrintArticle(f"f{number}", f"安澜区人大常委会持续推动{dice.pick(THEMES)}走深走实", tuple(blocks))


def issue_of(pages: int, seed: int = 1) -> PrintIssue:
    """An issue of about `pages` sides, half of it entries and half features of three sides each."""
    dice = _Dice(seed)
    entries_wanted = max(18, pages * 3)
    pairs = [_entry(dice, number) for number in range(entries_wanted)]
    features = tuple(_article(dice, number, 5) for number in range(max(1, round(pages * 0.47 / 3.1))))
    return PrintIssue(
        title=f"安澜人大 {issue_label(2024, 5)}",
        masthead="安澜人大",
        issue_label=issue_label(2024, 5),
        total_label=total_label(62 + seed),
        office="安澜区人大常委会办公室",
        date_label=date_label(date(2024, 6, 3)),
        sections=(
            PrintSection("工作动态", tuple(title for title, _ in pairs), tuple(entry for _, entry in pairs)),
            PrintSection("人大要闻", articles=features),
        ),
        distribution=(
            PrintDistribution("送", "区人大常委会主任、副主任，区委办公室、区政府办公室、区政协办公室。"),
            PrintDistribution("发", "区人大常委会各工委室，各乡镇人大主席团，街道人大工委。"),
        ),
        names=frozenset(NAMES),
    )


def texts(issue: PrintIssue) -> Iterator[tuple[str, str, str]]:
    """(kind, lead, text) of everything in the body, in order: section, title, entry or paragraph."""
    for section in issue.sections:
        yield "section", "", section.name
        for entry in section.entries:
            yield "paragraph", "", entry.text
        for article in section.articles:
            yield "title", "", article.title
            for block in article.blocks:
                yield "paragraph", block.lead, block.text


def plain_html(issue: PrintIssue) -> str:
    """The issue as ordinary HTML and CSS, the way one would first write it, for other engines."""
    style = (
        "@page{size:A4;margin:37mm 26mm 35mm 28mm}"
        "html{font:5.5714mm/10.227mm 'Noto Serif CJK SC'}body{margin:0;text-align:justify}"
        "p{margin:0;text-indent:2em}b{font-family:'Noto Sans CJK SC'}"
        "h1{font-size:72pt;line-height:30mm;color:#e60012;text-align:center;margin:0}"
        "h2{font:5.5714mm/10.227mm 'Noto Sans CJK SC';text-align:center;margin:0}"
        "h3{font-size:22pt;line-height:34pt;text-align:center;margin:9pt 0}"
    )
    tags = {"section": "h2", "title": "h3", "paragraph": "p"}
    body = []
    for kind, lead, text in texts(issue):
        bold = f"<b>{escape(lead)}</b>" if lead else ""
        body.append(f"<{tags[kind]}>{bold}{escape(text)}</{tags[kind]}>")
    head = f"<h1>{escape(issue.masthead)}</h1><p>{escape(issue.issue_label)}</p>"
    return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{style}</style><body>{head}{"".join(body)}'


def typst_source(issue: PrintIssue) -> str:
    """The issue as Typst markup, with contents and page numbers like ours."""

    def safe(text: str) -> str:
        return "".join("\\" + char if char in "\\#*_`$<>@[]=-+/~'\"." else char for char in text)

    out = [
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "1")',
        '#set text(lang: "zh", region: "cn", size: 15.79pt)',
        '#set text(font: ("GW Latin", "GW Fang", "GW Fang Ext", "GW Song", "Noto Serif CJK SC"))',
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13.2pt, spacing: 13.2pt)",
        f'#align(center, text(72pt, fill: red, font: ("GW Title", "Noto Serif CJK SC"))[{safe(issue.masthead)}])',
    ]
    hei = '("GW Hei", "Noto Sans CJK SC")'
    for section in issue.sections:
        out.append(f"#text(14pt, font: {hei})[{safe(section.name)}]")
        rows = [(f"e{section.first_entry(title)}", title.text) for title in section.ordered_titles()]
        rows += [(f"a{article.key}", article.title) for article in section.articles]
        for label, title in rows:
            number = f"#context counter(page).at(<{label}>).first()"
            out.append(f"#text(14pt)[{safe(title)} #box(width: 1fr, repeat[…]) {number}]")
    out.append("#pagebreak()\n#counter(page).update(1)")
    for section in issue.sections:
        out.append(f"#align(center, text(font: {hei})[{safe(section.name)}])")
        out += [f"{safe(entry.text)} #metadata(none) <e{entry.key}>" for entry in section.entries]
        for article in section.articles:
            font = '("GW Title", "Noto Serif CJK SC")'
            out.append("#pagebreak()")
            out.append(
                f"#align(center, text(22pt, font: {font})[{safe(article.title)}]) #metadata(none) <a{article.key}>"
            )
            for block in article.blocks:
                bold = f"#text(font: {hei})[{safe(block.lead)}]" if block.lead else ""
                out.append(bold + safe(block.text))
    out += [f"#text(14pt)[{line.label}：{safe(line.text)}]" for line in issue.distribution]
    return "\n\n".join(out)
