"""One engine in a process of its own: ``python -m bench._worker ENGINE PAGES RUNS FOLDER``.

Prints a JSON object: seconds of every run and the memory of the process in MB. Run number n prints the bulletin
of seed n, so that no engine can answer from a cache.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench._content import issue_of, plain_html, typst_source

Render = Callable[[int, int, Path], None]


def ours() -> Render:
    from bulletins.press.pdf import render_issue  # noqa: PLC0415 - each engine loads only itself
    from congress.documents.pdf.renderer import warm_up  # noqa: PLC0415

    warm_up()

    def render(pages: int, seed: int, out: Path) -> None:
        out.write_bytes(render_issue(issue_of(pages, seed)).bytes)

    return render


def naive(subsetter: bool) -> Render:
    """WeasyPrint as pip installs it; without libharfbuzz-subset, as on a machine that has only Pango."""
    import weasyprint.pdf.fonts  # noqa: PLC0415

    if not subsetter:
        weasyprint.pdf.fonts.harfbuzz_subset = None

    def render(pages: int, seed: int, out: Path) -> None:
        weasyprint.HTML(string=plain_html(issue_of(pages, seed))).write_pdf(out)

    return render


def typst() -> Render:
    import typst as engine  # noqa: PLC0415

    fonts = [str(Path("var/fonts").resolve())]
    source = Path(sys.argv[4]) / f"typst-{sys.argv[2]}.typ"
    source.write_text("")
    compiler = engine.Compiler(str(source), font_paths=fonts)

    def render(pages: int, seed: int, out: Path) -> None:
        source.write_text(typst_source(issue_of(pages, seed)), encoding="utf-8")
        compiler.compile(input=str(source), output=str(out))

    return render


def chromium() -> Render:
    def render(pages: int, seed: int, out: Path) -> None:
        page = out.with_suffix(".html")
        page.write_text(plain_html(issue_of(pages, seed)), encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run(
            [*command, f"--print-to-pdf={out}", page.resolve().as_uri()], check=True, capture_output=True
        )

    return render


def libreoffice() -> Render:
    from bulletins.press.docx import issue_docx  # noqa: PLC0415

    def render(pages: int, seed: int, out: Path) -> None:
        page = out.with_suffix(".docx")
        page.write_bytes(issue_docx(issue_of(pages, seed), {}))
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(out.parent), str(page)]
        subprocess.run(command, check=True, capture_output=True)

    return render


ENGINES: dict[str, Callable[[], Render]] = {
    "ours": ours,
    "naive": lambda: naive(subsetter=False),
    "naive_harfbuzz": lambda: naive(subsetter=True),
    "typst": typst,
    "chromium": chromium,
    "libreoffice": libreoffice,
}


def main(arguments: list[str]) -> None:
    engine, pages, runs, folder = arguments[0], int(arguments[1]), int(arguments[2]), Path(arguments[3])
    started = time.perf_counter()
    render = ENGINES[engine]()
    loaded = time.perf_counter() - started
    seconds = []
    for seed in range(1, runs + 1):
        begin = time.perf_counter()
        render(pages, seed, folder / f"{engine}-{pages}.pdf")
        seconds.append(time.perf_counter() - begin)
    who = resource.RUSAGE_CHILDREN if engine in ("chromium", "libreoffice") else resource.RUSAGE_SELF
    memory = resource.getrusage(who).ru_maxrss / 1024
    print(json.dumps({"loaded": loaded, "seconds": seconds, "memory": memory, "last_seed": runs}))


if __name__ == "__main__":
    main(sys.argv[1:])
