"""What the loaders of the demo district share."""

import json
from pathlib import Path
from typing import Any


def read_table(package_file: str, name: str) -> Any:
    """The data of ``name``, a JSON file beside the loader's own ``__file__``."""
    return json.loads((Path(package_file).parent / name).read_text(encoding="utf-8"))
