"""补贴拨付: meeting, publicity, application, payment and recovery, line by line (R20 to R22, R65)."""
