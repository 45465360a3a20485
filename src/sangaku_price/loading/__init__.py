"""Files to values: what is read, checked and placed, with every mistake at once."""
