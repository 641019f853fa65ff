"""What is missing or doubtful in the records, each with the way to mend it."""
