"""Normative documents filed with the committee and reviewed (规范性文件备案审查, R266)."""
