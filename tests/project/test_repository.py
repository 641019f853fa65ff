"""What must be true of every file of the repository."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".jpg", ".pdf", ".docx", ".xlsx", ".ttf", ".otf", ".woff2", ".ico", ".zip"}

# Written in pieces, so that this file does not find itself.
FORBIDDEN = {
    "package registry": r"(?:py"
    + r"pi\.(?:org|python)|pythonhosted\."
    + r"org|registry\.np"
    + r"mjs|npm"
    + r"js\.org"
    r"|deb\.deb" + r"ian\.org|archive\.ubu" + r"ntu\.com)",
    "index setting": r"--(?:extra-)?index-" + r"url|find-li" + r"nks",
    "machine path": r"(?<![\w.])/(?:wo" + r"rk|ho" + r"me|opt/(?:pypi|wheels)|ro" + r"ot/\.pyenv)/",
    "left-over mark": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
    "merge conflict": r"^(?:<{7}|>{7}) ",
}


@cache
def texts() -> dict[str, str]:
    """Name -> content of every text file that is tracked or about to be."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = [name for name in listed.split("\0") if name and Path(name).suffix not in BINARY]
    return {name: (ROOT / name).read_text() for name in names if (ROOT / name).is_file()}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_contains(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()}"
        for name, text in texts().items()
        if not (what == "index setting" and name == "script/setup")  # which keeps addresses out with it
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    samples = {
        "package registry": "https://py" + "pi.org/simple",
        "index setting": "--index-" + "url x",
        "machine path": "cd /wo" + "rk/main",
        "left-over mark": "# TO" + "DO: later",
        "merge conflict": "<" * 7 + " HEAD",
    }
    assert samples.keys() == FORBIDDEN.keys()
    for what, sample in samples.items():
        assert re.search(FORBIDDEN[what], sample), what


def test_nothing_made_on_this_machine_is_tracked() -> None:
    made = [
        name
        for name in texts()
        if re.match(r"(?:var|static/vendor|node_modules|\.venv)/|.*\.sqlite3|\.env$", name)
    ]
    assert made == []


def test_text_files_are_in_linux_form() -> None:
    bad = [name for name, text in texts().items() if "\r" in text or (text and not text.endswith("\n"))]
    assert bad == []


@pytest.mark.parametrize("script", ["setup", "run", "test", "bench", "drill"])
def test_each_script_says_what_it_does(script: str) -> None:
    path = ROOT / "script" / script
    said = subprocess.run([path, "-h"], check=True, capture_output=True, text=True).stdout
    assert said.startswith(f"./script/{script}")
    assert len(said.splitlines()) > 2


def test_the_readme_names_what_exists() -> None:
    readme = texts()["README.md"]
    named = set(re.findall(r"\]\(([\w./-]+)\)", readme)) | {
        f"script/{name}" for name in re.findall(r"\./script/(\w+)", readme)
    }
    assert len(named) > 5
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
