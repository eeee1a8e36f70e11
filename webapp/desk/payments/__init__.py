"""补贴拨付: meetings, publicity, applications, payments and recoveries at the desk (R20 to R22, R65)."""
