"""Races: several trainings of one network beside each other, from one start or from many."""
