"""Bring the registers of duties in line with every record that tells what deputies did."""

from typing import Any

from django.core.management.base import BaseCommand

from deputies.duty.sources import collect_all


class Command(BaseCommand):
    """``collect_duties``: once after an upgrade from a version without registers; again it changes nothing."""

    help = "Bring the registers of duties in line with every record that tells what deputies did."

    def handle(self, *args: Any, **options: Any) -> None:
        for label, records in collect_all():
            self.stdout.write(f"{label}: {records}")
