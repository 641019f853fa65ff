"""The paper form on which a deputy rates the replies (征询意见表), with a code that leads to where it is entered."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from congress.district.queries import district_name
from congress.documents.pdf.renderer import PdfResult, render_pdf
from congress.web.dates import full_day
from congress.web.qr import qr_code
from suggestions.enums import ClockKind, CosignState, Rating
from suggestions.queries.desk import PartShown, Record

_BOXES = "　　".join(f"□ {label}" for label in Rating.labels)


@cache
def stylesheet() -> str:
    """The style of the form, with roles in place of fonts."""
    return (Path(__file__).parent / "evaluation_form.css").read_text(encoding="utf-8")


def evaluation_form(record: Record, address: str) -> PdfResult:
    """The form for the replies of the present round; ``address`` is where the office enters it."""
    row = record.row
    title = f"{district_name()}人大代表{row.get_kind_display()}办理情况征询意见表"
    blocks = "".join(_reply(shown) for shown in record.live if shown.part.replies and shown.reply)
    body = (
        f"<h1>{escape(title)}</h1><table>{_head(record)}{blocks}"
        f'<tr class="sign"><th>代表签名</th><td></td><th>日期</th><td>　　年　　月　　日</td></tr></table>'
        f'<div class="foot"><img src="{_code(address)}" alt="代录二维码"/>{_advice(record)}</div>'
    )
    html = f'<html lang="zh-CN"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    return render_pdf(html, stylesheet=stylesheet(), title=f"{title} {row.number_text}")


def _head(record: Record) -> str:
    row = record.row
    signed = [one.deputyship.person.name for one in record.cosigners if one.state == CosignState.CONFIRMED]
    return (
        f"<tr><th>编号</th><td>{escape(row.label)}</td><th>交办日期</th><td>{_day(row.assigned_at)}</td></tr>"
        f'<tr><th>案由</th><td colspan="3">{escape(row.title)}</td></tr>'
        f"<tr><th>领衔代表</th><td>{escape(row.lead.person.name)}</td>"
        f"<th>附议代表</th><td>{escape('、'.join(signed)) or '无'}</td></tr>"
    )


def _reply(shown: PartShown) -> str:
    part, reply, promise = shown.part, shown.reply, shown.commitment
    if reply is None:
        return ""
    kind = f"{reply.category.letter}　{reply.category.name}" if reply.category else ""
    said = f"{promise.what}，{full_day(promise.promised_on)}以前办到" if promise else "无"
    return (
        f"<tr><th>承办单位</th><td>{escape(part.organ_name)}（{part.get_part_display()}）</td>"
        f"<th>答复日期</th><td>{_day(reply.replied_on)}</td></tr>"
        f"<tr><th>答复类别</th><td>{escape(kind)}</td><th>承诺事项</th><td>{escape(said)}</td></tr>"
        f'<tr class="tick"><th>办理态度</th><td colspan="3">{_BOXES}</td></tr>'
        f'<tr class="tick"><th>办理结果</th><td colspan="3">{_BOXES}</td></tr>'
        '<tr class="words"><th>意见</th><td colspan="3"><small>不满意的，请写明哪里不满意</small></td></tr>'
    )


def _advice(record: Record) -> str:
    clock = record.clock
    by = f"请在{full_day(clock.due_on)}以前填好交回。" if clock and clock.kind == ClockKind.EVALUATE else ""
    lines = [
        f"{by}在每一行选一项，打“√”。",
        "有一项不满意的，退有关单位重新办理；没有交回的，不算满意。",
        "也可以在手机上评价，不用再交这张表。右边的二维码供工作人员代录。",
    ]
    return "".join(f"<p>{number}. {line}</p>" for number, line in enumerate(lines, 1))


def _code(address: str) -> str:
    return escape(qr_code(address).svg_data_uri(scale=4, border=2))


def _day(value: object) -> str:
    return full_day(value) if value else ""  # type: ignore[arg-type]  # a day or a moment of a model
