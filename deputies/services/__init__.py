"""What the office does for deputies: certificates, stipends, periodicals, activity funds (R024, R033, R043, R314)."""
