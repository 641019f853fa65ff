"""Printing a bulletin of 6, 60 and 300 pages: this project against other ways to make a PDF.

    python -m bench.pdf [--runs N]

Every engine sets the same text and runs in a process of its own, one after the other. “cold” is the wall time of
a fresh process from start to finished file; “warm” is the median of further documents, each with other text, in a
process that is already running. Memory is the largest resident size of the process (of the largest child process
for Chromium and LibreOffice). Quality is measured from the files, see bench/_measure.py.

WeasyPrint “as it comes” is what pip installs on a machine with Pango and the system's Noto collections but
without libharfbuzz-subset, which nothing pulls in; the line “with HarfBuzz” has the library.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

from bench._content import issue_of, texts
from bench._measure import Quality, measure
from bench._web import PAGES, ROUNDS, web_memory

SIZES = (6, 60, 300)
ENGINES = {
    "naive": "WeasyPrint as it comes",
    "naive_harfbuzz": "WeasyPrint with HarfBuzz",
    "ours": "this project",
    "typst": "Typst",
    "chromium": "Chromium",
    "libreoffice": "LibreOffice (DOCX)",
}
# Engines that can stay in memory between two documents.
KEPT_WARM = ("ours", "typst")
RESULTS = Path(__file__).parent / "results" / "pdf.json"
BULLETINS = 50


@dataclass(frozen=True)
class Row:
    """One engine at one size: seconds, MB, bytes of the file, quality of the file."""

    engine: str
    pages: int
    cold: float
    warm: float | None
    memory: float
    size: int
    quality: Quality


def present(engine: str) -> bool:
    """Whether an engine is installed here."""
    if engine == "typst":
        return find_spec("typst") is not None
    program = {"chromium": "chromium", "libreoffice": "soffice"}.get(engine)
    return program is None or shutil.which(program) is not None


def source_of(pages: int, seed: int) -> str:
    """The characters that must be found in the file."""
    return "".join(lead + text for _, lead, text in texts(issue_of(pages, seed)))


class Report(TypedDict):
    """What a worker prints: seconds of each run, MB."""

    seconds: list[float]
    memory: float


def run_worker(engine: str, pages: int, runs: int, folder: Path) -> tuple[float, Report]:
    """Wall time of a worker process, and what it reports."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "bench._worker", engine, str(pages), str(runs), str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    return time.perf_counter() - started, json.loads(done.stdout.splitlines()[-1])


def measure_engine(engine: str, pages: int, runs: int, folder: Path) -> Row:
    """Cold in one process, warm in another; the file of the last run is judged."""
    cold, report = run_worker(engine, pages, 1, folder)
    warm, last = None, 1
    if engine in KEPT_WARM:
        last = runs + 1
        _, report = run_worker(engine, pages, last, folder)
        warm = statistics.median(report["seconds"][1:])
    out = folder / f"{engine}-{pages}.pdf"
    return Row(
        engine, pages, cold, warm, report["memory"], out.stat().st_size, measure(out, source_of(pages, last))
    )


def all_rows(runs: int, folder: Path) -> Iterator[Row]:
    for pages in SIZES:
        for engine in ENGINES:
            if present(engine):
                yield measure_engine(engine, pages, max(3, runs // (1 + pages // 60)), folder)


def figures(rows: list[Row], worker: float, web: float) -> dict[str, float]:
    """Flat figures by name; ratios only between engines measured in this run."""
    found: dict[str, float] = {}
    by_size: dict[int, dict[str, Row]] = {}
    for row in rows:
        by_size.setdefault(row.pages, {})[row.engine] = row
        name = f"pdf{row.pages}.{row.engine}"
        found[f"{name}.cold_s"] = row.cold
        if row.warm is not None:
            found[f"{name}.warm_s"] = row.warm
        found[f"{name}.memory_mb"] = row.memory
        found[f"{name}.size_kb"] = row.size / 1024
        found[f"{name}.ragged_percent"] = row.quality.ragged_percent
        found[f"{name}.break_violations"] = row.quality.violations
        found[f"{name}.missing_glyphs"] = row.quality.missing
    for pages, engines in by_size.items():
        ours, ours_warm = engines["ours"], engines["ours"].warm or 0.0
        for other in ("naive", "chromium", "libreoffice"):
            if other in engines:
                found[f"pdf{pages}.{other}_cold_over_ours"] = engines[other].cold / ours_warm
        if "typst" in engines and engines["typst"].warm:
            found[f"pdf{pages}.ours_over_typst_warm"] = ours_warm / engines["typst"].warm
        if "chromium" in engines:
            found[f"pdf{pages}.ours_over_chromium_cold"] = ours_warm / engines["chromium"].cold
        found[f"pdf{pages}.ragged_percent"] = ours.quality.ragged_percent
        found[f"pdf{pages}.break_violations"] = ours.quality.violations
        found[f"pdf{pages}.missing_glyphs"] = ours.quality.missing
    found["pdf.worker_memory_mb_after_50_bulletins"] = worker
    found["pdf.web_memory_mb"] = web
    return {name: round(value, 4) for name, value in found.items()}


HEAD = (
    f"{'pages':>5}  {'engine':26}{'cold s':>8}{'warm s':>8}{'MB':>6}{'KB':>7}"
    f"{'ragged %':>9}{'breaks':>7}{'missing':>8}"
)


def line(row: Row) -> str:
    """A row for people."""
    warm = f"{row.warm:8.3f}" if row.warm is not None else " " * 8
    quality = row.quality
    return (
        f"{row.pages:>5}  {ENGINES[row.engine]:26}{row.cold:8.2f}{warm}{row.memory:6.0f}{row.size / 1024:7.0f}"
        f"{quality.ragged_percent:9.2f}{quality.violations:7}{quality.missing:8}"
    )


def run(runs: int = 10) -> dict[str, float]:
    """Measure everything, print the table and return the figures."""
    with tempfile.TemporaryDirectory(prefix="bench-pdf-") as name:
        folder = Path(name)
        print(HEAD)
        rows = []
        for row in all_rows(runs, folder):
            print(line(row), flush=True)
            rows.append(row)
        _, report = run_worker("ours", 6, BULLETINS, folder)
        web = web_memory(folder / "portal")
    result = figures(rows, report["memory"], web)
    print(f"\nA worker after {BULLETINS} bulletins of 6 pages: {report['memory']:.0f} MB")
    print(f"A web process after {ROUNDS * len(PAGES)} pages: {web:.0f} MB")
    for figure in sorted(result):
        if "_over_" in figure:
            print(f"{figure:40}{result[figure]:10.2f}")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=10, help="warm documents per engine at 6 pages")
    arguments = parser.parse_args()
    result = run(arguments.runs)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"figures": result}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
