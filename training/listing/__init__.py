"""Lists of the office: what an address says of one, its pages by key, and who is found by what is typed."""
