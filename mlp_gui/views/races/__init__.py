"""Races: who takes part, the loss curves of all, and the ranking; their paths are drawn on the loss surface."""
