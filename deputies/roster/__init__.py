"""The roster as a spreadsheet: what an office really keeps goes in, and comes out in the same columns."""
