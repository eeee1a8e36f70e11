"""What the product holds against: outages, liars, lost keys, full disks; each figure with its goal."""
