"""The lists a new portal begins with, as its migrations read them."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def rows(app: str, model: str) -> list[dict[str, Any]]:
    """The rows of one model, with their keys."""
    lists = json.loads((ROOT / app / "migrations" / "lists.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = lists[model]
    return found
