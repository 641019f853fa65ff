"""One function per verb: preparing, voting, counting."""
