"""Speed as ratios: each of our paths beside the bare work that it cannot do without, in one run."""
