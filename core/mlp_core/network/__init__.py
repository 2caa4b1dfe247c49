"""What a network is: its units, its first weights, its losses."""
