"""Reception days: rules, the year, turns and swaps, notices, the day itself."""
