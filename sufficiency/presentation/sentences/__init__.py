"""The sentence each page opens with: what its figures say, made from the rows people are shown."""
