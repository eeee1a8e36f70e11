"""可选项: industries and carriers that the city offers, for plans and projects to choose from (R49, R50)."""
