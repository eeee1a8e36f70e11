"""The inspector's pages of a spot check."""
