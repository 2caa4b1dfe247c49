"""Tables of one's own: read from a file, their columns recognised, chosen from, and made points of."""
