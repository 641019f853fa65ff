"""The evidence sheet of one deputy and term, for renomination and honours."""
