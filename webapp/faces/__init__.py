"""The face counter: its own process for every picture, and the worker's rounds that ask it."""
