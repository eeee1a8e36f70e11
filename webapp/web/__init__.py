"""What every page needs: who asks, forms, limits, refusals, stores."""
