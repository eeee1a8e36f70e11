"""The money of classes, for programs."""
