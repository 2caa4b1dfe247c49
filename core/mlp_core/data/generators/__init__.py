"""Families of synthetic datasets: each generator draws clean points with what belongs to them, without noise."""
