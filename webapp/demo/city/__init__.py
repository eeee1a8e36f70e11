"""A city that lives: districts, schools, classes in every state, made-up people in them.

Everything in it was done by the acts of the product, one after the other, each at its own time in the past.
"""
