#!/usr/bin/env python3
"""Copy the front-end files the pages need from node_modules to static/vendor (git-ignored).

    python script/vendor_assets.py [NODE_MODULES] [TARGET]

Standard library only, because the image build runs it before anything is installed.

Source maps are left out, and the comments that point to them are removed, so that hashed static-file
names (manifest storage) do not fail on a missing file. Font lists are cut to woff2 for the same reason.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Source inside node_modules -> folder below the target.
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler",
    "@tabler/core/dist/js/tabler.min.js": "tabler",
    "@tabler/icons-webfont/dist/tabler-icons.min.css": "icons",
    "@tabler/icons-webfont/dist/fonts/tabler-icons.woff2": "icons/fonts",
    "echarts/dist/echarts.min.js": "echarts",
    "flatpickr/dist/flatpickr.min.css": "flatpickr",
    "flatpickr/dist/flatpickr.min.js": "flatpickr",
    "flatpickr/dist/l10n/zh.js": "flatpickr",
    "htmx.org/dist/htmx.min.js": "htmx",
    "sortablejs/Sortable.min.js": "sortablejs",
    "tom-select/dist/css/tom-select.bootstrap5.min.css": "tom-select",
    "tom-select/dist/js/tom-select.complete.min.js": "tom-select",
}

SOURCE_MAP = re.compile(rb"\n?(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+)")
FONT_LIST = re.compile(rb"""(src:\s*url\([^)]*\.woff2[^)]*\)\s*format\(["']woff2["']\))[^;}]*""")


def package_of(source: str) -> str:
    """Name of the npm package a path inside node_modules belongs to."""
    parts = source.split("/")
    return "/".join(parts[:2]) if source.startswith("@") else parts[0]


def cleaned(name: str, data: bytes) -> bytes:
    """File content without references to files that are not served."""
    if name.endswith((".css", ".js")):
        data = SOURCE_MAP.sub(b"", data)
    if name.endswith(".css"):
        data = FONT_LIST.sub(rb"\1", data)
    return data


def copy_assets(node_modules: Path, target: Path) -> int:
    """Fill `target` afresh; return the number of bytes written.

    The folder is made beside the target and swapped in, so a server that is running never sees it half full.
    """
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    total = 0
    for source, folder in FILES.items():
        path = node_modules / source
        data = cleaned(path.name, path.read_bytes())
        out = fresh / folder / path.name
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(data)
        total += len(data)
    licences = fresh / "licences"
    licences.mkdir()
    for package in sorted({package_of(source) for source in FILES}):
        for licence in sorted((node_modules / package).glob("LICENSE*")):
            shutil.copyfile(licence, licences / f"{package.lstrip('@').replace('/', '-')}-{licence.name}")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return total


def main(arguments: list[str]) -> None:
    node_modules = Path(arguments[0]) if arguments else ROOT / "node_modules"
    target = Path(arguments[1]) if len(arguments) > 1 else ROOT / "static" / "vendor"
    total = copy_assets(node_modules, target)
    print(f"{len(FILES)} front-end files, {total / 1e6:.1f} MB, in {target.name}/")


if __name__ == "__main__":
    main(sys.argv[1:])
