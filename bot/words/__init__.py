"""Text -> Command: what an inspector may say; pure."""
