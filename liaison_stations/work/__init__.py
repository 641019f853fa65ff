"""What stations do beside receiving, what the district asks of its towns, and the reports of a year."""
