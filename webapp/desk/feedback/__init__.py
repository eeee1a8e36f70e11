"""What the city tells a district after a class."""
