"""Panels test how satisfying suggestions were handled, back to back (满意度“背靠背”测评, R227–R231)."""
