"""人员增减: what becomes of a roster once its class has begun."""
