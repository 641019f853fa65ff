"""Links in tiers (双联, 三联), contacts on them, and what groups are linked with: organs, villages, chat groups."""
