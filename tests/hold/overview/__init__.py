"""What the product holds for the people whose data it keeps."""
