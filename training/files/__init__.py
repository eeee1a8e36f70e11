"""What people hand over, workbooks and machine exports, as typed rows with findings. Knows no database."""
