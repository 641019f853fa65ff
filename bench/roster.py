"""Preview of a roster of 3,000 deputies, beside the preview of django-import-export over the same file.

    python -m bench.roster [--runs N]

Ours is the whole request of the page “核对”: the file read, every cell parsed, every row compared with the register
and with the other rows, the page written. The peer reads the same file and makes its dry run of the people alone,
found by name; it knows no constituencies, groups, terms, spellings or namesakes. Beside both: how long openpyxl takes
to read the file, below which nothing that uses it can come. Of each the fastest run; a throw-away SQLite database.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

COUNT = 3_000
RESULTS = Path(__file__).parent / "results" / "roster.json"


def seconds(work: Callable[[], Any], runs: int) -> float:
    """The fastest of some runs: the one that other work on the machine disturbed least."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def measure(runs: int) -> dict[str, float]:
    """All figures, on the database of the settings."""
    # Only now: the settings look at the environment when they are imported.
    import tablib  # type: ignore[import-untyped] # noqa: PLC0415
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from import_export.resources import modelresource_factory  # type: ignore[import-untyped] # noqa: PLC0415
    from openpyxl import load_workbook  # noqa: PLC0415

    from bench._people import CONSTITUENCIES, workbook  # noqa: PLC0415
    from congress.accounts.enums import Role  # noqa: PLC0415
    from congress.accounts.models import Assignment, User  # noqa: PLC0415
    from congress.documents import operations  # noqa: PLC0415
    from congress.documents.models import ImportRun  # noqa: PLC0415
    from congress.organs.enums import AreaKind, CongressLevel  # noqa: PLC0415
    from congress.organs.models import Area, Constituency, Term  # noqa: PLC0415
    from deputies.imports import ROSTER  # noqa: PLC0415
    from deputies.models import Person  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    area = Area.objects.create(kind=AreaKind.DISTRICT, name="安澜区")
    Term.objects.create(area=area, level=CongressLevel.DISTRICT, number=5, starts_on="2021-12-28")
    for number in range(1, CONSTITUENCIES + 1):
        Constituency.objects.create(
            level=CongressLevel.DISTRICT, number=number, name=f"第{number}选区", area=area, seats=50
        )
    clerk = User.objects.create_user("clerk", "an-lan-2026-portal", name="周敏", must_change_password=False)
    Assignment.objects.create(user=clerk, role=Role.OFFICE, starts_on="2020-01-01")
    client, data = Client(), workbook(COUNT)
    client.force_login(clerk)

    def upload() -> ImportRun:
        run = operations.upload(spec=ROSTER, file=SimpleUploadedFile("名册.xlsx", data), actor=clerk)
        operations.map_columns(run=run, sheet=run.sheet, head=run.head, mapping=run.mapping, fixed=run.fixed)
        return run

    def preview(run: ImportRun) -> Callable[[], None]:
        def look() -> None:
            answer = client.get(f"/documents/import/roster/{run.pk}/check/", {"show": "all"})
            assert answer.status_code == 200  # noqa: S101 - a page that fails is fast

        return look

    def read() -> list[Any]:
        sheet = load_workbook(BytesIO(data), data_only=True).worksheets[0]
        return [[str(value) for value in row] for row in sheet.iter_rows(min_row=3, values_only=True)]

    resource = modelresource_factory(Person)
    resource._meta.fields = ["name", "sex", "ethnicity", "education", "organisation", "occupation", "phone"]
    resource._meta.import_id_fields = ["name"]

    def peer() -> None:
        table = tablib.Dataset(
            *(row[1:10] for row in read()),
            headers=[
                "name",
                "sex",
                "birth",
                "ethnicity",
                "party",
                "education",
                "organisation",
                "occupation",
                "phone",
            ],
        )
        result = resource().import_data(table, dry_run=True, raise_errors=False)
        assert result.total_rows == COUNT  # noqa: S101 - a dry run that stops is fast

    run = upload()
    figures = {"roster.preview_3000_s": seconds(preview(run), runs)}
    with CaptureQueriesContext(connection) as queries:
        preview(run)()
    figures["roster.preview_queries"] = float(len(queries))
    figures["roster.import_export_preview_s"] = seconds(peer, min(runs, 3))
    figures["roster.write_3000_s"] = seconds(lambda: operations.write(run=run, spec=ROSTER, actor=clerk), 1)
    figures["roster.preview_known_3000_s"] = seconds(preview(upload()), runs)
    figures["roster.import_export_preview_known_s"] = seconds(peer, min(runs, 3))
    figures["roster.openpyxl_read_3000_s"] = seconds(read, runs)
    ours, known = figures["roster.preview_3000_s"], figures["roster.preview_known_3000_s"]
    figures["roster.import_export_over_ours"] = figures["roster.import_export_preview_s"] / ours
    figures["roster.import_export_over_ours_known"] = figures["roster.import_export_preview_known_s"] / known
    figures["roster.ours_over_openpyxl_read"] = ours / figures["roster.openpyxl_read_3000_s"]
    return {name: round(value, 3) for name, value in figures.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5, help="previews of which the fastest counts")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-roster-") as folder:
        os.environ.update(PORTAL_DATA=folder, DJANGO_SETTINGS_MODULE="congress.settings", DEBUG="false")
        os.environ.pop("DATABASE_URL", None)
        # The settings must not be read before the environment names the folder.
        import django  # noqa: PLC0415

        django.setup()
        figures = measure(arguments.runs)
    for name, value in figures.items():
        print(f"{name:44}{value:10.3f}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"figures": figures}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
