"""规则: new versions of the city's and the districts' numbers, and what is weaker than the city's."""
