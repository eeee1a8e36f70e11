"""Use-cases, one verb a file: load, ask the rules, record. They never commit and never call out."""
