"""``manage.py render_bulletin``: an issue as PDF, and as DOCX if asked, without worker and browser."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletins.models import Issue
from bulletins.press.docx import issue_docx
from bulletins.press.pdf import render_issue
from bulletins.printing import print_issue
from congress.documents.pdf.fonts import SubsetterMissing
from congress.documents.pdf.renderer import MissingGlyphs


class Command(BaseCommand):
    help = "Set the pages of an issue and write them to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--series", required=True, help="刊名, for example 人大信息")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--no", required=True, type=int, dest="number")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf")
        parser.add_argument("--docx", type=Path, metavar="FILE.docx")

    def handle(self, *args: Any, **options: Any) -> None:
        issue = (
            Issue.objects.select_related("series")
            .filter(series__name=options["series"], year=options["year"], number=options["number"])
            .first()
        )
        if issue is None:
            raise CommandError(f"没有《{options['series']}》{options['year']}年第{options['number']}期")
        printed = print_issue(issue)
        try:
            result = render_issue(printed, None)
        except (MissingGlyphs, SubsetterMissing) as error:
            raise CommandError(str(error)) from error
        options["out"].write_bytes(result.bytes)
        for warning in result.warnings:
            self.stderr.write(warning)
        self.stdout.write(f"{options['out']}: {result.pages} 面")
        if options["docx"]:
            options["docx"].write_bytes(issue_docx(printed, result.anchors))
            self.stdout.write(f"{options['docx']}")
