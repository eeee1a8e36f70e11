"""不刷脸: who asked to attend by something else than a face, and of whom it was approved."""
