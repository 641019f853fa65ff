"""Major matters the committee decides, from the yearly list to the report after (重大事项, R264, R265)."""
