"""补卡 at the desk."""
