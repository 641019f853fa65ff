"""Points for what deputies did: schemes as data, and a ledger to which is only added."""
