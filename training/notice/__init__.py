"""What everybody shares of the notice: its terms, its policy, its clauses, its calendar."""
