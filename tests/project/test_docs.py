"""The documents speak of what is there: settings, commands, files."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.project.rooms import ROOMS

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_setting_of_the_environment_is_explained() -> None:
    settings = (ROOT / "congress" / "settings.py").read_text(encoding="utf-8")
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', settings))
    assert len(read) > 10
    assert [name for name in sorted(read) if f"`{name}`" not in manual] == []


def test_every_command_of_ours_is_explained() -> None:
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    ours = [name for name, app in get_commands().items() if str(app).partition(".")[0] in ROOMS]
    assert "backup" in ours
    assert [name for name in ours if f"`{name}" not in manual] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = [
        target for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text) if not target.startswith("http")
    ]
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_pictures_are_small_and_shown() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in DOCS)
    for picture in (ROOT / "docs" / "pictures").rglob("*.png"):
        assert picture.stat().st_size <= 150_000, picture.name
        assert picture.name in shown, f"{picture.name} stands in no document"
