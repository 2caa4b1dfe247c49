"""How a network learns: rules, rates, steps, and the record of it."""
