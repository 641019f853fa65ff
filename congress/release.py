"""Which release this is: its version, and a fingerprint told by the code itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

#: As the changelog counts; ``pyproject.toml`` says the same.
VERSION = "0.1.0"
#: What pages are made of.
_ROOMS = (
    "congress",
    "deputies",
    "activities",
    "liaison_stations",
    "suggestions",
    "oversight",
    "livelihood_projects",
    "bulletins",
    "templates",
)


def fingerprint(root: Path) -> str:
    """Twelve characters of the code and templates below ``root``: another release has others, another host has not."""
    found = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in {".py", ".html"}:
                found.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:12]
