"""Campaigns with what they ask of groups, of deputies and of the district (四个一, 5+4, headings and measures)."""
