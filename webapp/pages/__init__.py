"""From progress to what stands on a trainee's page: plain words, ready to print."""
