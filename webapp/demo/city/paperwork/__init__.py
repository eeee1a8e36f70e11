"""What the offices of the city write down beside the classes themselves."""
