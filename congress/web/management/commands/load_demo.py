"""Fill the portal with the demo district."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from congress.web.registry import registry


class Command(BaseCommand):
    """All or nothing; a second run changes nothing. The same data on every machine and every day."""

    help = "Load the invented district 安澜区, with accounts whose password everybody knows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="even in production: for a training system")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION and not options["force"]:
            raise CommandError(
                "This is a production system, and demo accounts have a known password. "
                "Use --force only on a system for training."
            )
        with transaction.atomic():
            for loader in sorted(registry.demo, key=lambda loader: loader.order):
                loader.load()
                if options["verbosity"] > 1:
                    self.stdout.write(loader.label)
        cache.clear()
        self.stdout.write(self.style.SUCCESS("The demo district is loaded."))
