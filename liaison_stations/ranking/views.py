"""The ranking of a year as a page, a spreadsheet and a PDF; its weights; freezing it and taking it back."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.documents.xlsx import download, workbook
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from liaison_stations import rules
from liaison_stations.books import years
from liaison_stations.models import FIRST_YEAR, LAST_YEAR, Inspection, Ranking, RankingWeights
from liaison_stations.operations import ranking as operations
from liaison_stations.ranking.forms import FreezeForm, WeightsForm, WithdrawForm
from liaison_stations.ranking.parts import PARTS
from liaison_stations.ranking.queries import Board, board_of, live
from liaison_stations.workflow import OFFICE


def _page(year: int) -> str:
    return f"{reverse('station_ranking:index')}?year={year}"


def _board(request: SignedInRequest) -> Board:
    today = timezone.localdate()
    year = min(years.chosen(request.GET.get("year", ""), today), today.year)
    return board_of(request.user, year, today)


@allow(*rules.RANKING_READERS)
@never_cache
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """The ranking of a year, live or frozen; ``?export`` gives it as XLSX."""
    board = _board(request)
    if "export" in request.GET:
        return download(workbook("评先", _heads(board), _rows(board)), f"{board.year}年联络站评先.xlsx")
    today = timezone.localdate()
    context = {
        "board": board,
        "years": [year for year in years.offered(today) if year <= today.year],
        "heads": [(part, board.weights[part.key]) for part in board.parts],
        "parts": PARTS,
        "keeps": request.user.has_role(*OFFICE),
    }
    return render(request, "station_ranking/index.html", context)


def _heads(board: Board) -> list[str]:
    parts = [
        head
        for part in board.parts
        for head in (f"{part.label}（{board.weights[part.key]} 分）", f"{part.label}得分")
    ]
    return ["名次", "联络站", "所在", "得分", *parts, "先进站"]


def _rows(board: Board) -> list[list[object]]:
    rows: list[list[object]] = []
    for line in board.lines:
        cells = [value for cell in line.cells for value in (cell.words, float(cell.points or 0))]
        place = "待定" if line.is_pending else line.place
        score = float(line.score)
        rows.append([place, line.station.name, line.station.area.name, score, *cells, line.is_chosen])
    return rows


@allow(*rules.RANKING_READERS)
@never_cache
@require_safe
def ranking_pdf(request: SignedInRequest) -> HttpResponse:
    """The frozen ranking of ``?year=`` as PDF; a live one is not printed, it changes every day."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from liaison_stations.ranking import printing  # noqa: PLC0415

    board = _board(request)
    if board.frozen is None:
        raise Conflict(f"{board.year}年还没有定榜，定榜以后再打印")
    try:
        data = printing.print_ranking(board).bytes
    except SubsetterMissing as error:
        messages.error(request, str(error))
        return redirect(_page(board.year))
    name = f"{printing.title_of(board)}.pdf"
    headers = {"Content-Disposition": content_disposition_header(False, name) or "inline"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


@allow(*OFFICE)
@never_cache
def set_weights(request: SignedInRequest, year: int) -> HttpResponse:
    """Say what each part weighs from a year on."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    row = RankingWeights.objects.filter(year=year).first() or RankingWeights(year=year)
    return answer(
        request,
        "station_ranking/set_weights.html",
        WeightsForm(request.POST or None, instance=row),
        partial(operations.set_weights, year=year, actor=request.user),
        done=lambda saved: f"{saved.year}年起按新的权重计算",
        url=lambda saved: _page(saved.year),
        context={"year": year, "back": _page(year)},
    )


@allow(*OFFICE)
@never_cache
def freeze_ranking(request: SignedInRequest, year: int) -> HttpResponse:
    """Choose the stations and write the ranking down."""
    today = timezone.localdate()
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    if Ranking.objects.filter(year=year, withdrawn_at__isnull=True).exists():
        raise Conflict(f"{year}年已经定榜，要改先收回")
    pending = Inspection.objects.visible_to(request.user).pending().filter(day__year=year)
    lines = live(year, today)
    return answer(
        request,
        "station_ranking/freeze_ranking.html",
        FreezeForm(request.POST if request.method == "POST" else None, lines=lines),
        partial(operations.freeze_ranking, year=year, actor=request.user),
        done=lambda saved: f"{saved.year}年已定榜，以后的登记不再改变名次",
        url=lambda saved: _page(saved.year),
        context={
            "year": year,
            "back": _page(year),
            "pending": pending.select_related("station"),
            "lines": lines,
        },
    )


@allow(*OFFICE)
@never_cache
def withdraw_ranking(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a frozen ranking back."""
    row = scoped_or_404(Ranking.objects.filter(withdrawn_at__isnull=True), pk=pk)
    return answer(
        request,
        "station_ranking/withdraw_ranking.html",
        WithdrawForm(request.POST or None),
        partial(operations.withdraw_ranking, ranking=row, actor=request.user),
        done=lambda saved: f"{saved.year}年的定榜已收回，可以重新定榜",
        url=lambda saved: _page(saved.year),
        context={"ranking": row, "back": _page(row.year)},
    )
