"""Summaries, work reports and circulars: headings of one's own, and numbers that fill themselves (R296)."""
