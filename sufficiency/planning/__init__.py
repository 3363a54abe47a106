"""What will be needed: forecasts by simulation of the children there are, raced in public against simpler ones."""
