"""The monthly quota of 社情民意: one for each serving deputy (R194, R195)."""
