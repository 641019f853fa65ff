"""Figures: counted numbers with unit, period and a link to their records."""
