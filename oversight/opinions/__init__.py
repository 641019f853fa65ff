"""Opinions of the committee on what it deliberated (审议意见): speakers, hand-over, report, rating (R256–R261)."""
