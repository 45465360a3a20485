"""What either side negotiates with: scenarios side by side, goal-seek, sweeps, distributions of what is uncertain."""
