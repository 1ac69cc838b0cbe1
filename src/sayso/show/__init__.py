"""Show: a Reading in; the lines of a terminal, a page or the JSON of the contract out."""
