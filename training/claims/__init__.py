"""C1 补贴申领: claims, papers, review (R57 to R60)."""
