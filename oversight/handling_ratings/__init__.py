"""How the standing committee rates the handling of suggestions: 满意度民主测评 at a meeting (R223)."""
