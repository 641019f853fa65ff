"""Pages of services for deputies."""
