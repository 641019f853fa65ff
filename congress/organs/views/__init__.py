"""Pages of the register: units, areas and constituencies, terms and sessions."""
