"""Tests of the desk of the handling units."""
