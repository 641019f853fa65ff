"""Threads of a web server print at the same time, and each gets its own document."""

from concurrent.futures import ThreadPoolExecutor

from congress.documents.pdf.renderer import render_pdf

CSS = "@page { size: A5 } html { font: 12pt/20pt $body }"


def printed(number: int) -> bytes:
    text = f"第{number}份，" + "代表建议办理情况" * 200
    return render_pdf(
        f'<html lang="zh-CN"><body><p>{text}</p></body></html>', stylesheet=CSS, title="文件"
    ).bytes


def test_what_threads_print_is_what_one_prints() -> None:
    alone = [printed(number) for number in range(6)]
    with ThreadPoolExecutor(max_workers=6) as threads:
        together = list(threads.map(printed, range(6)))
    assert together == alone
