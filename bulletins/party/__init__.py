"""The party committee of the district: its discussions of the congress's work, and the reports due to it."""
