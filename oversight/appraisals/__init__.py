"""Appraisals of how named departments do their duty: 履职监督专项评议 (R119)."""
