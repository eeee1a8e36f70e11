"""备案复核: the city looks at each filing, the district answers (R04)."""
