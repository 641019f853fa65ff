"""Special inquiries at a meeting of the committee (专题询问, R118)."""
