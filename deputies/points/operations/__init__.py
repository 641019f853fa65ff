"""What can be done with points; the ledger here, schemes, publications and appraisals in modules of their own."""

from deputies.points.operations.ledger import locked_year, missing_lines, require_open, settle, settle_under

__all__ = ["locked_year", "missing_lines", "require_open", "settle", "settle_under"]
