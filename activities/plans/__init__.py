"""The groups' plans for the year: what each wants to do, and what was done."""
