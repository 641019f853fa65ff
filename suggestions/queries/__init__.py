"""Reads across suggestions."""
