"""Access: who may see and do what; one definition, two faces (instance check and query)."""
