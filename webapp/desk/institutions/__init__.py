"""Training institutions at the desk."""
