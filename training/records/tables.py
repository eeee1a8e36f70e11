"""Every table: importing this registers them all."""
