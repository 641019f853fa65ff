"""Pages of the register of duties."""
