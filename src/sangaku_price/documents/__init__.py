"""Values to pages: typed cells in an order that a reader follows; the writers know nothing else."""
