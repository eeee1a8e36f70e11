"""补贴: meeting, publicity, application, payment, the region's totals (R20 to R23)."""
