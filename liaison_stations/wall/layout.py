"""The sheets as HTML for the printer: plain data in, one or more sides out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, TypeVar

from django.urls import reverse

from congress.district.queries import district_name
from congress.documents.titles import cohesion, title_lines
from congress.web.dates import full_day
from deputies.enums import GroupPostKind
from liaison_stations.enums import WallKind
from liaison_stations.models import ReceptionDay
from liaison_stations.wall.content import Facts, Wall, day_row
from liaison_stations.wall.pictures import code_uri, photo_uri

#: Cards in a row and on a side; photos likewise.
_CARDS, _CARDS_A_SIDE = 4, 8
_SHOTS, _SHOTS_A_SIDE = 3, 6
#: Characters of a title in one line: on a sheet, on the plate.
_TITLE, _PLATE = 14.0, 9.0
#: A text this short is set large enough to be read from across the room.
_SHORT = 320
#: Words of these sheets that are not torn apart between two lines of a title.
_HOLD = {"副站": 9, "站长": 9, "络员": 9, "络站": 9}
_DAY_HEADS = (("日期", "w-l"), ("时间", "w-m"), ("地点、方式", "w-s"), ("主题、形式", ""), ("接待代表", ""))

Item = TypeVar("Item")


@dataclass(frozen=True)
class Addresses:
    """What codes lead to; ``root`` is scheme and host of the portal, as whoever prints has opened it."""

    root: str

    def station(self, token: str) -> str:
        """The public page of a station, told apart as come from a printed code."""
        return f"{self.root}{reverse('online:station', args=[token])}?from=qr"

    def deputy(self, token: str) -> str:
        """The public page of a deputy."""
        return f"{self.root}{reverse('online:deputy', args=[token])}"


@dataclass(frozen=True)
class Layout:
    """The sheets of one station for the printer, as of a day."""

    wall: Wall
    addresses: Addresses

    def sheet(self, kind: str) -> str:
        """One of the five sheets; a rule, eight cards or six photos to a side."""
        facts = self.wall.facts(kind)
        return _DRAWN[kind](self, facts)

    def notice(self, days: Sequence[ReceptionDay], what: str) -> str:
        """The reception notice of a day or of a month; ``days`` as read by ``with_duties``."""
        station = self.wall.station
        rows = [day_row(row) for row in days]
        told = _one_day(rows[0]) if len(rows) == 1 else self._days(rows)
        lead = (
            f"{what}，人大代表在{station.name}接待选民和群众，听取意见建议。欢迎您前来反映情况。"
            "到站请找联络员登记；您的姓名、电话只用于办理和回访。"
        )
        phone = f"<dl><dt>联系电话</dt><dd>{escape(station.phone)}</dd></dl>" if station.phone else ""
        return self._section(
            "notice",
            "代表接待日公告",
            f'<p class="lead">{escape(lead)}</p>{told}{phone}{self._station_code()}'
            f'<p class="sign">{escape(station.name)}<br/>{full_day(self.wall.today)}</p>',
        )

    def plate(self) -> str:
        """The door plate (站牌)."""
        station = self.wall.station
        low = [
            f"开放时间　{escape(station.opening_hours)}" if station.opening_hours else "",
            f"联系电话　{escape(station.phone)}" if station.phone else "",
            f"地　　址　{escape(station.address)}" if station.address else "",
        ]
        code = f'<img src="{self._station_address()}" alt="网上站二维码"/>' if station.is_online else ""
        return (
            f'<section class="sheet plate"><div class="border"><p class="top">{escape(district_name())}</p>'
            f"<h1>{_spans(station.name, _PLATE)}</h1>"
            f'<div class="low">{code}{"".join(f"<p>{line}</p>" for line in low if line)}</div></div></section>'
        )

    def _station_address(self) -> str:
        return code_uri(self.addresses.station(self.wall.station.token))

    def _station_code(self) -> str:
        if not self.wall.station.is_online:
            return ""
        return (
            f'<div class="code"><img src="{self._station_address()}" alt="网上站二维码"/>'
            "<p>不方便到站的，扫一扫二维码，</p><p>随时可以看接待日、反映问题，</p><p>凭查询码看办到哪一步。</p></div>"
        )

    def _section(self, css: str, title: str, body: str, sub: str = "") -> str:
        name = escape(self.wall.station.name)
        under = f'<p class="sub">{escape(sub)}</p>' if sub else ""
        return (
            f'<section class="sheet {css}"><p class="of-name">{name}</p>'
            f'<p class="stamp">{stamp(self.wall.today)}</p>'
            f'<header><p class="of">{name}</p><h1>{_spans(title, _TITLE)}</h1>{under}</header>{body}</section>'
        )

    def _groups(self, facts: Facts) -> str:
        heads = (("小组", "w-l"), *((label, "w-m") for label in GroupPostKind.labels), ("本站代表", ""))
        rows = [
            [row["label"], *("、".join(names) for names in row["posts"]), "、".join(row["members"])]
            for row in facts["rows"]
        ]
        return self._section(
            "across groups", "代表分组情况", _table(heads, rows), f"本站代表 {facts['people']} 人"
        )

    def _plan(self, facts: Facts) -> str:
        days = f"<h2>代表接待日安排</h2>{self._days(facts['rows'])}" if facts["rows"] else ""
        words = (
            f'<h2>全年工作安排</h2><div class="text">{_prose(facts["text"])}</div>' if facts["text"] else ""
        )
        return self._section("upright", f"{facts['year']}年代表活动计划", days + words)

    def _days(self, rows: Sequence[Sequence[str]]) -> str:
        """Reception days as a table; the address of the station stands once, above it."""
        address = self.wall.station.address
        short = [[("本站" if cell == address else cell) for cell in row] for row in rows]
        above = f'<p class="where">本站地址：{escape(address)}</p>' if address else ""
        return above + _table(_DAY_HEADS, short)

    def _regulations(self, facts: Facts) -> str:
        return "".join(
            self._section(
                "upright",
                title,
                f'<div class="text{" short" if len(text) < _SHORT else ""}">{_prose(text)}</div>',
            )
            for title, text in facts["rows"]
        )

    def _board(self, facts: Facts) -> str:
        cells = [self._card(card) for card in facts["rows"]]
        return self._sides("人大代表公示栏", cells, "cards", _CARDS, _CARDS_A_SIDE)

    def _card(self, card: dict[str, Any]) -> str:
        portrait = photo_uri(card["portrait"]) if card["portrait"] else ""
        face = (
            f'<img class="frame" src="{portrait}" alt=""/>'
            if portrait
            else '<div class="frame blank">照片</div>'
        )
        code = ""
        if card["token"]:
            address = code_uri(self.addresses.deputy(card["token"]))
            code = f'<img class="qr" src="{address}" alt="代表二维码"/><p class="scan">扫码给我留言</p>'
        lines = "".join(f"<p>{escape(line)}</p>" for line in (*card["titles"], *card["places"]))
        return f'{face}{code}<div class="who"><b>{escape(card["name"])}</b>{lines}</div>'

    def _photos(self, facts: Facts) -> str:
        cells = [
            f'<img src="{uri}" alt=""/><p>{escape(shot["caption"])}</p><p class="when">{shot["day"]}</p>'
            for shot in facts["rows"]
            if (uri := photo_uri(shot["file"]))
        ]
        return self._sides("代表活动剪影", cells, "shots", _SHOTS, _SHOTS_A_SIDE)

    def _sides(self, title: str, cells: list[str], css: str, across: int, a_side: int) -> str:
        """Sides full of cells; no cell is torn apart."""
        sides = []
        for side in _batches(cells, a_side):
            rows = "".join(
                f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}{'<td></td>' * (across - len(row))}</tr>"
                for row in _batches(side, across)
            )
            sides.append(self._section("across", title, f'<table class="{css}">{rows}</table>'))
        return "".join(sides)


_DRAWN: dict[str, Callable[[Layout, Facts], str]] = {
    WallKind.GROUPS: Layout._groups,
    WallKind.PLAN: Layout._plan,
    WallKind.REGULATIONS: Layout._regulations,
    WallKind.BOARD: Layout._board,
    WallKind.PHOTOS: Layout._photos,
}


def stamp(today: date) -> str:
    """更新于2026年11月22日, at the foot of every sheet."""
    return f"更新于{full_day(today)}"


def _one_day(row: list[str]) -> str:
    day, hours, place, topic, names = row
    told = [("时间", f"{day}　{hours}"), ("地点", place), ("接待代表", names), ("主题", topic)]
    return f"<dl>{''.join(f'<dt>{label}</dt><dd>{escape(text)}</dd>' for label, text in told if text)}</dl>"


def _table(heads: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th class="{css}">{label}</th>' if css else f"<th>{label}</th>" for label, css in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _prose(text: str) -> str:
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


def _spans(title: str, per_line: float) -> str:
    pairs = cohesion(title)
    pairs.update(_HOLD)
    return "".join(f"<span>{escape(line)}</span>" for line in title_lines(title, per_line, pairs))


def _batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
