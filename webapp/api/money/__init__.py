"""Standards, payments, ledgers and vouchers, for programs."""
