"""Suggestions that began as a point a deputy raised in the talk at a meeting of the standing committee."""
