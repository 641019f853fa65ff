"""Measurements of the project against what else there is; run one with script/bench NAME."""
