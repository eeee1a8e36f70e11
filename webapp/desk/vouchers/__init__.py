"""/desk/vouchers: 职业培训券 at the desk."""
