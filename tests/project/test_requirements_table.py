"""docs/requirements.csv says what is served, and cannot say it of what no test looks at."""

import ast
import csv
from functools import cache
from pathlib import Path

from tests.project.rooms import ROOMS

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ["id", "what", "where", "state", "test"]


@cache
def rows() -> list[dict[str, str]]:
    with (ROOT / "docs" / "requirements.csv").open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


@cache
def names_of_tests(path: str) -> frozenset[str]:
    """Names of the test functions of a file, found without importing it."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def names_a_test(text: str) -> bool:
    path, _, name = text.partition("::")
    return (ROOT / path).is_file() and name in names_of_tests(path)


def test_every_requirement_stands_there_once_and_in_order() -> None:
    assert [row["id"] for row in rows()] == [f"R{number:03}" for number in range(1, 317)]


def test_every_row_is_filled_in() -> None:
    wrong = [
        row["id"]
        for row in rows()
        if not row["what"].strip()
        or row["where"].partition("/")[0] not in ROOMS
        or not (ROOT / row["where"]).is_dir()
        or row["state"] not in {"done", "part", "none"}
    ]
    assert wrong == []


def test_what_is_served_names_a_test_that_exists() -> None:
    wrong = [
        f"{row['id']} {row['state']} {row['test']}"
        for row in rows()
        if (row["test"] != "" if row["state"] == "none" else not names_a_test(row["test"]))
    ]
    assert wrong == []
