"""Looking after the portal: how it is, its backups, and whether the audit trail holds."""
